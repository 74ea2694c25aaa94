package dev.errand.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.local.Account;
import dev.errand.local.template.FunctionSpec;
import dev.errand.local.template.StackSettings;
import dev.errand.local.template.Template;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Concurrency that held requests cannot take from intake and recorder. */
class ReservedConcurrencyTest {

  private static final Map<String, String> PARAMETERS =
      Map.of(
          "VpcId",
          "vpc-1",
          "SubnetIds",
          "subnet-1",
          "RecordsApiUrl",
          "https://records.example.com",
          "Version",
          "1",
          "JwtIssuer",
          "https://issuer.example.com",
          "JwtAudience",
          "errand",
          "RecordsApiTokenSecretArn",
          "arn:aws:secretsmanager:us-east-1:000000000000:secret:t");

  @Test
  void nothingIsReservedUnlessAskedFor() {
    assertThat(reserved(Map.of()).values()).containsOnly(OptionalInt.empty());
  }

  @Test
  void intakeAndRecorderHaveTheirOwn() {
    Map<String, OptionalInt> reserved =
        reserved(Map.of("IntakeReservedConcurrency", "20", "RecorderReservedConcurrency", "5"));

    assertThat(reserved)
        .containsEntry("IntakeFunction", OptionalInt.of(20))
        .containsEntry("RecorderFunction", OptionalInt.of(5))
        .containsEntry("QueryFunction", OptionalInt.empty());
  }

  private static Map<String, OptionalInt> reserved(Map<String, String> chosen) {
    Map<String, String> parameters = new HashMap<>(PARAMETERS);
    parameters.putAll(chosen);
    Account account = new Account("000000000000", "us-east-1", "key", "secret");
    return Template.read(Deployment.TEMPLATE, new StackSettings("errand", account, parameters))
        .functions()
        .stream()
        .collect(Collectors.toMap(FunctionSpec::logicalId, FunctionSpec::reservedConcurrency));
  }
}
