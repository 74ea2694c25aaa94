package dev.errand.cli.access;

import dev.errand.cli.api.Calls;
import dev.errand.cli.api.HttpAnswer;
import dev.errand.cli.api.HttpCall;
import dev.errand.cli.api.RetryPolicy;
import dev.errand.cli.exit.CommandFailure;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Text;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** An issuer's endpoint for tokens, or for device codes: forms in, JSON out (RFC 6749). */
final class TokenEndpoint {

  private final URI uri;
  private final Calls calls;

  TokenEndpoint(URI uri, Calls calls) {
    this.uri = uri;
    this.calls = calls;
  }

  URI uri() {
    return uri;
  }

  /**
   * A client in the form, or with its secret in a header.
   *
   * @param secret of a confidential client
   */
  record Client(String id, Optional<String> secret) {}

  /**
   * The answer, which may be {@code {"error": ...}}.
   *
   * @throws CommandFailure if there is no answer, or one that is not OAuth's
   */
  Json ask(Client client, Map<String, String> form) throws IOException, InterruptedException {
    StringBuilder body = new StringBuilder();
    form.forEach((name, value) -> append(body, name, value));
    if (client.secret().isEmpty()) {
      append(body, "client_id", client.id());
    }
    HttpCall call =
        HttpCall.post(
            uri,
            "application/x-www-form-urlencoded",
            body.toString().getBytes(StandardCharsets.US_ASCII));
    if (client.secret().isPresent()) {
      call = call.with("Authorization", basic(client.id(), client.secret().get()));
    }
    HttpAnswer answer = calls.send(call, RetryPolicy.interactive());
    try {
      Json json = Json.parse(answer.body());
      if (answer.status() == 200 || !json.at("error").isMissing()) {
        return json;
      }
    } catch (IOException notJson) {
      // said below
    }
    throw new CommandFailure(
        ExitCode.UNAVAILABLE,
        "the token issuer at %s answered %d; is it an OAuth 2.0 token endpoint?"
            .formatted(uri, answer.status()));
  }

  /**
   * The token in an answer.
   *
   * @throws CommandFailure if the issuer refused
   */
  static Json granted(Json answer, String advice) throws CommandFailure {
    if (answer.at("access_token").text().isEmpty()) {
      String reason = answer.at("error_description").someText().orElse(answer.at("error").text());
      throw new CommandFailure(
          ExitCode.REFUSED,
          "the token issuer refused: %s%n  %s".formatted(Text.plain(reason), advice));
    }
    return answer;
  }

  private static void append(StringBuilder body, String name, String value) {
    body.append(body.length() == 0 ? "" : "&").append(name).append('=').append(encode(value));
  }

  private static String basic(String id, String secret) {
    byte[] pair = (encode(id) + ":" + encode(secret)).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
