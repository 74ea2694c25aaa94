package dev.errand.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Tokens of a stage's issuer, by OAuth 2.0's client credentials grant; each used while it lives.
 */
final class IssuedTokens implements AccessTokens {

  /** What a client may be allowed to do, short of acting for others. */
  static final String CLIENT_SCOPE = "reports:read reports:write";

  /** Everything, for everybody's reports. */
  static final String ADMIN_SCOPE = CLIENT_SCOPE + " reports:admin";

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final Clock clock = Clock.systemUTC();
  private final URI endpoint;
  private final String form;
  private String token;
  private Instant goodUntil = Instant.MIN;

  /**
   * Tokens of one client.
   *
   * @param endpoint the issuer's token endpoint
   * @param scope scopes, with spaces between them
   */
  IssuedTokens(URI endpoint, String clientId, String scope) {
    this.endpoint = endpoint;
    this.form =
        "grant_type=client_credentials&client_id=%s&scope=%s"
            .formatted(encode(clientId), encode(scope));
  }

  @Override
  public synchronized String next() throws IOException, InterruptedException {
    if (!clock.instant().isBefore(goodUntil)) {
      JsonNode answer = ask();
      token = answer.path("access_token").asText();
      goodUntil = clock.instant().plusSeconds(answer.path("expires_in").asLong()).minus(MARGIN);
    }
    return token;
  }

  private JsonNode ask() throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(
            HttpRequest.newBuilder(endpoint)
                .timeout(LIMIT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build(),
            BodyHandlers.ofByteArray());
    JsonNode answer = new JsonMapper().readTree(response.body());
    if (response.statusCode() != 200) {
      throw new IOException("the token issuer refused: " + answer.path("error").asText());
    }
    return answer;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
