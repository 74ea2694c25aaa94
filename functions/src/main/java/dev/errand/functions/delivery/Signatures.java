package dev.errand.functions.delivery;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import dev.errand.functions.secret.SecretBox;
import dev.errand.functions.webhook.EventId;
import dev.errand.functions.webhook.SigningSecrets;
import dev.errand.functions.webhook.WebhookId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Signs events by the specification Standard Webhooks 1.0, symmetrically ({@code v1}): with every
 * secret that is valid, so that a client can change its receivers one after the other.
 */
public final class Signatures {

  private static final String SECRET_PREFIX = "whsec_";
  private static final int SECRET_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretBox box;

  public Signatures(SecretBox box) {
    this.box = box;
  }

  /** A new secret in the form that its client receives. */
  public static String newSecret() {
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    return SECRET_PREFIX + Base64.getEncoder().encodeToString(secret);
  }

  /** A secret as it is stored. */
  public String encrypted(String secret, WebhookId webhook) {
    return box.seal(secret, webhook.value());
  }

  /** The headers of an event, with a signature by each valid secret. */
  Map<String, String> signedHeaders(
      WebhookId webhook, SigningSecrets secrets, EventId event, Instant now, String body) {
    long timestamp = now.getEpochSecond();
    String signature =
        Stream.concat(
                Stream.of(secrets.current()),
                secrets.previousAt(now).map(SigningSecrets.Expiring::secret).stream())
            .map(encrypted -> box.open(encrypted, webhook.value()))
            .map(secret -> sign(secret, event, timestamp, body))
            .collect(Collectors.joining(" "));
    return Map.of(
        Webhook.UNBRANDED_MSG_ID_KEY,
        event.value(),
        Webhook.UNBRANDED_MSG_TIMESTAMP_KEY,
        Long.toString(timestamp),
        Webhook.UNBRANDED_MSG_SIGNATURE_KEY,
        signature);
  }

  private static String sign(String secret, EventId event, long timestamp, String body) {
    try {
      return new Webhook(secret).sign(event.value(), timestamp, body);
    } catch (EmptyWebhookSecretException | WebhookSigningException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
