package dev.errand.functions.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.errand.core.ReportId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An HTTP request. */
public final class Request {

  private static final Pattern JSON =
      Pattern.compile("application/json(;\\s*charset=\"?utf-8\"?)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[!-~]{1,255}");

  private final APIGatewayV2HTTPEvent event;
  private final String id;
  private final Map<String, String> headers;
  private final Identity identity;

  /**
   * A request.
   *
   * @param id names it in the logs
   */
  Request(APIGatewayV2HTTPEvent event, String id, Identity identity) {
    this.event = event;
    this.id = id;
    this.identity = identity;
    this.headers =
        orEmpty(event.getHeaders()).entrySet().stream()
            .collect(
                Collectors.toMap(
                    header -> header.getKey().toLowerCase(Locale.ROOT),
                    Map.Entry::getValue,
                    (first, second) -> first + "," + second));
  }

  /** The name that API Gateway gave it, which its answer has as {@code Apigw-Requestid}. */
  public String id() {
    return id;
  }

  public String path() {
    return event.getRawPath();
  }

  public String method() {
    return event.getRequestContext().getHttp().getMethod();
  }

  /**
   * The caller.
   *
   * @param scope what the caller must be allowed
   * @throws ProblemException if its token does not allow that, or names no client
   */
  public Caller requireScope(Scope scope) {
    return identity.requireScope(scope);
  }

  /** A header by its name, whatever its case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /**
   * The client's name for the request, if it gives one.
   *
   * @throws ProblemException if it cannot be one
   */
  public Optional<String> idempotencyKey() {
    Optional<String> key = header("Idempotency-Key");
    if (key.isPresent() && !IDEMPOTENCY_KEY.matcher(key.get()).matches()) {
      throw new ProblemException(
          Problem.Kind.INVALID_REQUEST,
          "The header Idempotency-Key must be 1 to 255 visible ASCII characters.");
    }
    return key;
  }

  /** A parameter of the query. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(orEmpty(event.getQueryStringParameters()).get(name));
  }

  /**
   * Refuses unknown parameters of the query.
   *
   * @throws ProblemException if there is one
   */
  public void requireOnlyParameters(Set<String> names) {
    orEmpty(event.getQueryStringParameters()).keySet().stream()
        .filter(name -> !names.contains(name))
        .sorted()
        .findFirst()
        .ifPresent(
            unknown -> {
              throw new ProblemException(
                  Problem.Kind.INVALID_REQUEST,
                  "There is no query parameter %s here. Known: %s."
                      .formatted(
                          unknown.replaceAll("[^\\w-]", "?"),
                          names.isEmpty() ? "none" : String.join(", ", new TreeSet<>(names))));
            });
  }

  /** A variable part of the path; empty if the route has none of this name. */
  public String pathParameter(String name) {
    return orEmpty(event.getPathParameters()).getOrDefault(name, "");
  }

  /**
   * The report that the path names.
   *
   * @throws ProblemException if no report can have this id
   */
  public ReportId reportId() {
    String id = pathParameter("id");
    if (!ReportId.isValid(id)) {
      throw new ProblemException(Problem.Kind.NOT_FOUND, "There is no report with this id.");
    }
    return new ReportId(id);
  }

  /**
   * The text of a body that is JSON by its content type.
   *
   * @throws ProblemException if it is anything else, longer than allowed, or not UTF-8
   */
  public String jsonBody(int maxBytes) {
    if (!JSON.matcher(header("Content-Type").orElse("").strip()).matches()) {
      throw new ProblemException(
          Problem.Kind.UNSUPPORTED_MEDIA_TYPE,
          "Send the body with Content-Type: application/json.");
    }
    return body(maxBytes);
  }

  /**
   * The body's text.
   *
   * @throws ProblemException if it is longer than allowed, or not UTF-8
   */
  private String body(int maxBytes) {
    byte[] bytes = bytes();
    if (bytes.length > maxBytes) {
      throw new ProblemException(
          Problem.Kind.TOO_LARGE,
          "The body has %d bytes; at most %d are allowed.".formatted(bytes.length, maxBytes));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ProblemException(Problem.Kind.MALFORMED_REQUEST, "The body is not UTF-8.");
    }
  }

  private byte[] bytes() {
    String body = event.getBody() == null ? "" : event.getBody();
    if (!event.getIsBase64Encoded()) {
      return body.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(body);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.Kind.MALFORMED_REQUEST, "The body cannot be read.");
    }
  }

  private static Map<String, String> orEmpty(Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
