package dev.errand.worker.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.local.secretsmanager.SecretsManagerApi;
import io.javalin.Javalin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SecretsManagerSecretTest {

  private static final String ARN = "arn:aws:secretsmanager:us-east-1:000000000000:secret:t-000000";
  private static final Map<String, String> SECRETS = new ConcurrentHashMap<>();
  private static final Map<String, String> AWS =
      Map.of(
          "aws.region", "us-east-1",
          "aws.accessKeyId", "KEY",
          "aws.secretAccessKey", "secret");

  private static Javalin server;

  private final List<String> warnings = new ArrayList<>();

  @BeforeAll
  static void start() {
    SecretsManagerApi api =
        new SecretsManagerApi("KEY", arn -> Optional.ofNullable(SECRETS.get(arn)));
    server = Javalin.create(config -> config.routes.post("/", api)).start("127.0.0.1", 0);
    AWS.forEach(System::setProperty);
    System.setProperty("aws.endpointUrl", "http://127.0.0.1:" + server.port());
  }

  @AfterAll
  static void stop() {
    server.stop();
    AWS.keySet().forEach(System::clearProperty);
    System.clearProperty("aws.endpointUrl");
  }

  @Test
  void readsTheCurrentText() {
    SecretsManagerSecret secret = new SecretsManagerSecret(ARN, warnings::add);
    SECRETS.put(ARN, "first");
    assertThat(secret.get()).contains("first");

    SECRETS.put(ARN, "second");
    assertThat(secret.get()).contains("second");
    assertThat(warnings)
        .hasSize(2)
        .allMatch(warning -> warning.contains("reading its secret again"));
  }

  @Test
  void isEmptyAndWarnsIfTheSecretDoesNotExist() {
    assertThat(new SecretsManagerSecret(ARN + "-other", warnings::add).get()).isEmpty();

    assertThat(warnings).hasSize(2).last().asString().endsWith("400 ResourceNotFoundException");
  }

  @Test
  void isEmptyAndWarnsIfTheCredentialsAreWrong() {
    SECRETS.put(ARN, "first");
    System.setProperty("aws.accessKeyId", "OTHER");
    try {
      assertThat(new SecretsManagerSecret(ARN, warnings::add).get()).isEmpty();
    } finally {
      System.setProperty("aws.accessKeyId", "KEY");
    }

    assertThat(warnings).hasSize(2).last().asString().endsWith("400 UnrecognizedClientException");
  }
}
