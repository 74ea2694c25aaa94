package dev.errand.worker.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.type.Auth;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * OAuth 2 client credentials (RFC 6749, section 4.4). A token is renewed before it expires and when
 * the API rejects it.
 */
final class OAuth2Authentication extends Authentication {

  /**
   * A token is renewed this long before it expires; one with less than two such times, after half
   * of its lifetime.
   */
  private static final Duration MARGIN = Duration.ofSeconds(60);

  /** The lifetime of a token whose response states none. */
  private static final Duration UNKNOWN_LIFETIME = Duration.ofMinutes(5);

  private static final int MAX_REJECTIONS = 3;
  private static final int MAX_BYTES = 64 << 10;

  private final Auth.OAuth2 auth;
  private final ApiSecret clientSecret;
  private final RecordsApiSettings.Limits limits;
  private final Proxies proxies;
  private Optional<Token> token = Optional.empty();

  private int rejections;

  private record Token(String text, long renewAt) {}

  OAuth2Authentication(
      Auth.OAuth2 auth, ApiSecret clientSecret, RecordsApiSettings.Limits limits, Proxies proxies) {
    this.auth = auth;
    this.clientSecret = clientSecret;
    this.limits = limits;
    this.proxies = proxies;
  }

  @Override
  synchronized Credentials current() throws RetryableException {
    if (token.isEmpty() || System.nanoTime() - token.get().renewAt() > 0) {
      token = Optional.of(request());
    }
    String text = token.get().text();
    return Credentials.header("Authorization", "Bearer " + text, text);
  }

  /** An API that rejects several tokens in succession rejects every one. */
  @Override
  synchronized boolean replace(Credentials rejected) {
    if (token.isEmpty() || !token.get().text().equals(rejected.secret())) {
      return true;
    }
    token = Optional.empty();
    return ++rejections < MAX_REJECTIONS;
  }

  @Override
  synchronized void accepted() {
    rejections = 0;
  }

  private Token request() throws RetryableException {
    boolean done = false;
    Optional<Token> found = Optional.empty();
    while (!done) {
      String secret = clientSecret.value();
      found = request(secret);
      done = found.isPresent() || !clientSecret.replace(secret);
    }
    return found.orElseThrow(
        () -> refused("The token endpoint rejected the client credentials with status 401."));
  }

  /** Requests a token; empty if the client credentials were rejected. */
  private Optional<Token> request(String secret) throws RetryableException {
    try {
      HttpURLConnection connection = Connections.open(auth.tokenUrl(), limits, proxies);
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      connection.setRequestProperty("Authorization", basic(encoded(secret)));
      connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
      connection.setRequestProperty("Accept", "application/json");
      connection.getOutputStream().write(form().getBytes(StandardCharsets.US_ASCII));
      int status = connection.getResponseCode();
      if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
        Connections.discard(connection);
        return Optional.empty();
      }
      if (status == 429 || status >= 500) {
        Optional<Duration> after =
            RetryAfter.parse(connection.getHeaderField("Retry-After"), Instant.now());
        Connections.discard(connection);
        throw new RetryableException("the token endpoint answered " + status, after, null);
      }
      if (status != HttpURLConnection.HTTP_OK) {
        Connections.discard(connection);
        throw refused("The token endpoint refused the request with status %d.".formatted(status));
      }
      try (InputStream in = connection.getInputStream()) {
        return Optional.of(token(in.readNBytes(MAX_BYTES)));
      }
    } catch (JsonProcessingException e) {
      throw new RetryableException("the token endpoint returned no JSON", Optional.empty(), null);
    } catch (IOException e) {
      throw new RetryableException(
          "the token endpoint: " + TransportError.describe(e), Optional.empty(), e);
    }
  }

  /** Encodes id and secret as RFC 6749, section 2.3.1 asks: they may contain a colon. */
  private static String encoded(String clientSecret) {
    int colon = clientSecret.indexOf(':');
    return encode(clientSecret.substring(0, colon))
        + ":"
        + encode(clientSecret.substring(colon + 1));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String form() {
    return "grant_type=client_credentials"
        + auth.scope().map(scope -> "&scope=" + encode(scope)).orElse("");
  }

  private Token token(byte[] body) throws IOException {
    Map<String, Object> json = JSON.std.mapFrom(body);
    String text =
        Optional.ofNullable(json.get("access_token"))
            .filter(String.class::isInstance)
            .flatMap(value -> ApiSecret.parse((String) value, SecretFormat.HEADER))
            .orElseThrow(() -> refused("The token endpoint returned no valid access_token."));
    Duration lifetime =
        json.get("expires_in") instanceof Number seconds
            ? Duration.ofSeconds(seconds.longValue())
            : UNKNOWN_LIFETIME;
    Duration margin = lifetime.dividedBy(2).compareTo(MARGIN) < 0 ? lifetime.dividedBy(2) : MARGIN;
    return new Token(text, System.nanoTime() + lifetime.minus(margin).toNanos());
  }

  private static WorkerFailure refused(String detail) {
    return new WorkerFailure(FailureCode.RECORDS_API_REFUSED, detail);
  }
}
