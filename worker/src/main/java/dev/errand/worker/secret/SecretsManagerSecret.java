package dev.errand.worker.secret;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/**
 * Reads the text of a secret in AWS Secrets Manager with the region, endpoint and credentials of
 * the environment. The client is created for each read, since most reports need none.
 *
 * @param arn the ARN of the secret
 * @param warn receives a message about each read, and the reason if the secret cannot be read
 */
public record SecretsManagerSecret(String arn, Consumer<String> warn)
    implements Supplier<Optional<String>> {

  /** Returns the current text; empty if it cannot be read or the secret is binary. */
  @Override
  public Optional<String> get() {
    warn.accept("The records API rejected the token; reading its secret again.");
    try (SecretsManagerClient client = client()) {
      return Optional.ofNullable(
          client.getSecretValue(request -> request.secretId(arn)).secretString());
    } catch (SdkException e) {
      warn.accept("The secret of the token cannot be read: " + reason(e));
      return Optional.empty();
    }
  }

  private static SecretsManagerClient client() {
    return SecretsManagerClient.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(2))
                .socketTimeout(Duration.ofSeconds(5)))
        .overrideConfiguration(settings -> settings.apiCallTimeout(Duration.ofSeconds(30)))
        .build();
  }

  /** The status and the error code. A message may contain the ARN of a role. */
  private static String reason(SdkException e) {
    return e instanceof SecretsManagerException answered && answered.awsErrorDetails() != null
        ? answered.statusCode() + " " + answered.awsErrorDetails().errorCode()
        : e.getClass().getSimpleName();
  }
}
