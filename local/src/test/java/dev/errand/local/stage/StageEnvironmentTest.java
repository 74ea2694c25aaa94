package dev.errand.local.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.local.Account;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageEnvironmentTest {

  private static final Account ACCOUNT =
      new Account("000000000000", "us-east-1", "STAGE", "secret-of-the-stage");
  private static final Map<String, String> USERS =
      Map.of(
          "AWS_ACCESS_KEY_ID", "USER",
          "AWS_SECRET_ACCESS_KEY", "secret-of-the-user",
          "AWS_SESSION_TOKEN", "token",
          "AWS_REGION", "eu-central-1");

  @Test
  void programsGetTheStagesKeysAndNoneOfTheUsersWhereTheStageServesEverything() {
    assertThat(variables(USERS))
        .containsEntry("AWS_ACCESS_KEY_ID", "STAGE")
        .containsEntry("AWS_SECRET_ACCESS_KEY", "secret-of-the-stage")
        .containsEntry("AWS_REGION", "us-east-1")
        .doesNotContainKey("AWS_SESSION_TOKEN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_S3"})
  void programsGetTheUsersKeysWhereAnEndpointIsTheUsers(String variable) {
    Map<String, String> own = new HashMap<>(USERS);
    own.put(variable, "http://localhost:4566");

    assertThat(variables(own))
        .containsAllEntriesOf(USERS)
        .containsEntry("AWS_DEFAULT_REGION", "eu-central-1")
        .doesNotContainValue("secret-of-the-stage");
  }

  @Test
  void anEndpointOfTheUsersWithoutKeysIsRefusedWithTheWayToSetThem() {
    Map<String, String> own = Map.of("AWS_ENDPOINT_URL_S3", "http://localhost:4566");

    assertThatThrownBy(() -> variables(own))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("AWS_ENDPOINT_URL_S3")
        .hasMessageContaining("AWS_ACCESS_KEY_ID is not")
        .hasMessageContaining("aws configure export-credentials");
  }

  @Test
  void everyServiceHasAnEndpointOfTheStage() {
    assertThat(variables(Map.of("AWS_ENDPOINT_URL", "https://s3.amazonaws.com")))
        .containsEntry("AWS_ENDPOINT_URL", "http://127.0.0.1:3")
        .containsEntry("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:1")
        .containsEntry("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:2")
        .containsEntry("AWS_EC2_METADATA_DISABLED", "true");
  }

  private static Map<String, String> variables(Map<String, String> own) {
    return new StageEnvironment(ACCOUNT, own)
        .variables(
            URI.create("http://127.0.0.1:1"),
            URI.create("http://127.0.0.1:2"),
            URI.create("http://127.0.0.1:3"));
  }
}
