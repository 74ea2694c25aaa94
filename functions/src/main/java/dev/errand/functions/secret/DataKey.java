package dev.errand.functions.secret;

import dev.errand.functions.snapstart.Priming;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The key that signing secrets are encrypted with: the SHA-256 of the text of a secret in Secrets
 * Manager, which the template makes of 64 random characters. It is read once in an environment, and
 * never kept in a snapshot.
 */
public final class DataKey implements Supplier<SecretKey> {

  private final SecretsManagerClient secretsManager;
  private final String secretArn;
  private volatile Optional<SecretKey> known = Optional.empty();

  public DataKey(SecretsManagerClient secretsManager, String secretArn) {
    this.secretsManager = secretsManager;
    this.secretArn = secretArn;
  }

  @Override
  public SecretKey get() {
    Optional<SecretKey> kept = known;
    if (kept.isPresent()) {
      return kept.get();
    }
    SecretKey key =
        of(secretsManager.getSecretValue(get -> get.secretId(secretArn)).secretString());
    if (!Priming.isRunning()) {
      known = Optional.of(key);
    }
    return key;
  }

  /** The key that a text of high entropy stands for. */
  public static SecretKey of(String text) {
    try {
      return new SecretKeySpec(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)),
          "AES");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
