package dev.errand.cli.api;

import dev.errand.cli.exit.CommandFailure;
import dev.errand.cli.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The reports API. */
public final class ReportsApi {

  private final URI base;
  private final AccessTokens tokens;
  private final Calls calls;
  private final RetryDeadline deadline;

  public ReportsApi(URI base, AccessTokens tokens, Calls calls, RetryDeadline deadline) {
    String text = base.toString();
    while (text.endsWith("/")) {
      text = text.substring(0, text.length() - 1);
    }
    this.base = URI.create(text);
    this.tokens = tokens;
    this.calls = calls;
    this.deadline = deadline;
  }

  /** The same API, asked with another deadline. */
  public ReportsApi with(RetryDeadline other) {
    return new ReportsApi(base, tokens, calls, other);
  }

  /** The base URL. */
  public URI base() {
    return base;
  }

  /**
   * Asks for a report; the answer is the report as it was accepted.
   *
   * @param key the same for the same request, however often it is sent
   */
  public Json submit(byte[] request, String key) throws IOException, InterruptedException {
    return json(
        HttpCall.post(uri("/v1/reports"), "application/json", request)
            .with("Idempotency-Key", key));
  }

  /** What the answer to a request would be; nothing is stored. */
  public Json validate(byte[] request) throws IOException, InterruptedException {
    return json(HttpCall.post(uri("/v1/reports?validate_only=true"), "application/json", request));
  }

  public Json report(String id) throws IOException, InterruptedException {
    return json(HttpCall.get(uri(path(id, ""))));
  }

  /** A report in its current state. */
  public Snapshot snapshot(String id, Optional<Snapshot> before)
      throws IOException, InterruptedException {
    HttpCall call = HttpCall.get(uri(path(id, "")));
    Optional<String> tag = before.flatMap(Snapshot::tag);
    HttpAnswer answer = answer(tag.isPresent() ? call.with("If-None-Match", tag.get()) : call);
    Json report = answer.status() == 304 ? before.orElseThrow().report() : parse(call, answer);
    return new Snapshot(report, answer.header("ETag"), answer.retryAfterSeconds());
  }

  /** The newest reports, a page of them. */
  public Json list(Map<String, String> query) throws IOException, InterruptedException {
    StringBuilder path = new StringBuilder("/v1/reports");
    char separator = '?';
    for (Map.Entry<String, String> parameter : query.entrySet()) {
      path.append(separator)
          .append(parameter.getKey())
          .append('=')
          .append(encode(parameter.getValue()));
      separator = '&';
    }
    return json(HttpCall.get(uri(path.toString())));
  }

  /** The report types that there are. */
  public Json types() throws IOException, InterruptedException {
    return json(HttpCall.get(uri("/v1/report-types")));
  }

  /** A report type with the schema of its requests. */
  public Json type(String name) throws IOException, InterruptedException {
    return json(HttpCall.get(uri("/v1/report-types/" + encode(name))));
  }

  public Json events(String id) throws IOException, InterruptedException {
    return json(HttpCall.get(uri(path(id, "/events"))));
  }

  /**
   * The end of what the task of an attempt logged.
   *
   * @param attempt which one; the present one if none is named
   */
  public Json log(String id, Optional<Integer> attempt) throws IOException, InterruptedException {
    String query = attempt.isPresent() ? "&attempt=" + attempt.get() : "";
    return json(HttpCall.get(uri(path(id, "/log?limit=1000" + query))));
  }

  /** The artifacts, with addresses to download them from. */
  public Json result(String id) throws IOException, InterruptedException {
    return json(HttpCall.get(uri(path(id, "/result"))));
  }

  /** Asks for the end of a report; the answer is the report. */
  public Json cancel(String id) throws IOException, InterruptedException {
    return json(once(HttpCall.post(uri(path(id, "/cancel")))));
  }

  /** Asks for another attempt of a report; the answer is the report. */
  public Json retry(String id) throws IOException, InterruptedException {
    return json(once(HttpCall.post(uri(path(id, "/retry")))));
  }

  /** Deletes a report that is final; one that is deleted already stays deleted. */
  public void delete(String id) throws IOException, InterruptedException {
    HttpAnswer unused = answer(HttpCall.delete(uri(path(id, ""))));
  }

  /**
   * Has events of a client's reports sent to an address; the answer has the secret that they are
   * signed with. After a lost answer or a 5xx, a webhook may have been made, and the call is not
   * retried.
   */
  public Json addWebhook(Json webhook) throws IOException, InterruptedException {
    return json(
        HttpCall.post(
                uri("/v1/webhooks"),
                "application/json",
                webhook.toString().getBytes(StandardCharsets.UTF_8))
            .notRepeatable());
  }

  /** Has nothing more sent to an address. */
  public void deleteWebhook(String id) throws IOException, InterruptedException {
    HttpAnswer unused = answer(HttpCall.delete(uri("/v1/webhooks/" + encode(id))));
  }

  /** The contract that the API says it keeps; needs no token. */
  public Json contract() throws IOException, InterruptedException {
    HttpCall call = HttpCall.get(uri("/v1/openapi.json"));
    HttpAnswer answer = calls.send(call, deadline);
    if (!answer.isSuccess()) {
      throw Problems.of(call.uri(), answer);
    }
    return parse(call, answer);
  }

  private static HttpCall once(HttpCall call) {
    return call.with("Idempotency-Key", UUID.randomUUID().toString());
  }

  private Json json(HttpCall call) throws IOException, InterruptedException {
    return parse(call, answer(call));
  }

  private HttpAnswer answer(HttpCall call) throws IOException, InterruptedException {
    HttpAnswer answer = calls.send(authorized(call), deadline);
    if (answer.status() == 401 && tokens.renew()) {
      answer = calls.send(authorized(call), deadline);
    }
    if (!answer.isSuccess()) {
      throw Problems.of(call.uri(), answer);
    }
    return answer;
  }

  private HttpCall authorized(HttpCall call) throws IOException, InterruptedException {
    return call.with("Authorization", "Bearer " + tokens.token());
  }

  private static Json parse(HttpCall call, HttpAnswer answer) throws CommandFailure {
    try {
      Json json = Json.parse(answer.body());
      if (json.isObject()) {
        return json;
      }
    } catch (IOException notJson) {
      // said below
    }
    throw Problems.notJson(call.uri());
  }

  private URI uri(String path) {
    return URI.create(base + path);
  }

  private static String path(String id, String rest) {
    return "/v1/reports/" + encode(id) + rest;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * A report at one moment.
   *
   * @param retryAfterSeconds the {@code Retry-After} of the answer
   */
  public record Snapshot(Json report, Optional<String> tag, Optional<Long> retryAfterSeconds) {}
}
