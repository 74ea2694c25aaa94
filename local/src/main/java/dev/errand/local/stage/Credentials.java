package dev.errand.local.stage;

import dev.errand.local.Account;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * What the stage and its functions and tasks sign their calls with.
 *
 * @param account the region and the keys
 */
record Credentials(Account account, Optional<String> sessionToken) {

  static Credentials of(Account account) {
    return new Credentials(account, Optional.empty());
  }

  /** The environment variables from which every AWS SDK and the AWS CLI take these. */
  Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>(account.environment());
    sessionToken.ifPresent(token -> variables.put("AWS_SESSION_TOKEN", token));
    return variables;
  }

  Region region() {
    return Region.of(account.region());
  }

  AwsCredentialsProvider provider() {
    AwsCredentials credentials =
        sessionToken
            .<AwsCredentials>map(
                token ->
                    AwsSessionCredentials.create(
                        account.accessKeyId(), account.secretAccessKey(), token))
            .orElseGet(
                () -> AwsBasicCredentials.create(account.accessKeyId(), account.secretAccessKey()));
    return StaticCredentialsProvider.create(credentials);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "Credentials[" + account + "]";
  }
}
