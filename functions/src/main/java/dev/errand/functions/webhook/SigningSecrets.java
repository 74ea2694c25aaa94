package dev.errand.functions.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The secrets that a webhook's events are signed with, encrypted.
 *
 * @param current the latest one that its client received
 * @param previous the one before, as long as it is valid
 */
public record SigningSecrets(String current, Optional<Expiring> previous) {

  /** How long a secret is valid after another took its place. */
  public static final Duration OVERLAP = Duration.ofDays(1);

  /**
   * A secret that is valid for some time.
   *
   * @param secret encrypted
   * @param until from when on nothing is signed with it
   */
  public record Expiring(String secret, Instant until) {}

  public static SigningSecrets of(String secret) {
    return new SigningSecrets(secret, Optional.empty());
  }

  /** These with another current secret. */
  public SigningSecrets rotated(String secret, Instant now) {
    return new SigningSecrets(secret, Optional.of(new Expiring(current, now.plus(OVERLAP))));
  }

  /** The previous secret, if it is valid. */
  public Optional<Expiring> previousAt(Instant now) {
    return previous.filter(secret -> secret.until().isAfter(now));
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "SigningSecrets";
  }
}
