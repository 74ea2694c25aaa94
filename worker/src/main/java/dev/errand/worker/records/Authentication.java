package dev.errand.worker.records;

import dev.errand.worker.type.Auth;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Authenticates the requests of all windows. */
public abstract class Authentication {

  Authentication() {}

  /** The secret as a bearer token. */
  public static Authentication bearer(ApiSecret token) {
    return new SecretAuthentication(
        token, secret -> Credentials.header("Authorization", "Bearer " + secret, secret));
  }

  /**
   * The authentication that a type declares.
   *
   * @param secret the secret of the API; unused if the type needs none
   * @param limits the limits of requests for tokens
   * @param proxies the proxies of requests for tokens
   */
  public static Authentication of(
      Auth auth, ApiSecret secret, RecordsApiSettings.Limits limits, Proxies proxies) {
    if (auth instanceof Auth.KeyInHeader key) {
      return new SecretAuthentication(secret, text -> Credentials.header(key.name(), text, text));
    }
    if (auth instanceof Auth.KeyInQuery key) {
      return new SecretAuthentication(
          secret,
          text -> new Credentials(Map.of(), Optional.of(Map.entry(key.name(), text)), text));
    }
    if (auth instanceof Auth.Basic) {
      return new SecretAuthentication(
          secret, text -> Credentials.header("Authorization", basic(text), text));
    }
    if (auth instanceof Auth.OAuth2 oauth2) {
      return new OAuth2Authentication(oauth2, secret, limits, proxies);
    }
    return auth instanceof Auth.None ? new NoAuthentication() : bearer(secret);
  }

  static String basic(String userAndPassword) {
    return "Basic "
        + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the credentials of the next request.
   *
   * @throws RetryableException if they are not available now
   */
  abstract Credentials current() throws RetryableException;

  /**
   * Replaces credentials that the API rejected.
   *
   * @return whether there are others to try
   */
  abstract boolean replace(Credentials rejected);

  /** Notes that the API accepted credentials. */
  void accepted() {}

  private static final class SecretAuthentication extends Authentication {
    private final ApiSecret secret;
    private final Function<String, Credentials> form;

    SecretAuthentication(ApiSecret secret, Function<String, Credentials> form) {
      this.secret = secret;
      this.form = form;
    }

    @Override
    Credentials current() {
      return form.apply(secret.value());
    }

    @Override
    boolean replace(Credentials rejected) {
      return secret.replace(rejected.secret());
    }
  }

  private static final class NoAuthentication extends Authentication {
    @Override
    Credentials current() {
      return new Credentials(Map.of(), Optional.empty(), "");
    }

    @Override
    boolean replace(Credentials rejected) {
      return false;
    }
  }
}
