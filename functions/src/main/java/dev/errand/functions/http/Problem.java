package dev.errand.functions.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.core.Violation;
import java.util.List;
import java.util.Optional;

/**
 * An error as problem details (RFC 9457).
 *
 * @param kind the type of the problem
 * @param detail what went wrong in this request, and how to fix it
 * @param errors each wrong field
 * @param retryAfterSeconds when asking again makes sense
 */
public record Problem(
    Kind kind, String detail, List<Violation> errors, Optional<Long> retryAfterSeconds) {

  /** The problems that the API answers with. */
  public enum Kind {
    MALFORMED_REQUEST(400, "malformed-request", "The request cannot be read"),
    INVALID_REQUEST(400, "invalid-request", "The request is not valid"),
    UNAUTHENTICATED(401, "unauthenticated", "The request carries no valid token"),
    FORBIDDEN(403, "forbidden", "The token does not allow this"),
    NOT_FOUND(404, "not-found", "There is no such resource"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "The resource does not support this method"),
    CONFLICT(409, "conflict", "The report's status does not allow this"),
    TOO_MANY_WEBHOOKS(409, "too-many-webhooks", "The client has as many webhooks as it may have"),
    WEBHOOK_DISABLED(409, "webhook-disabled", "Nothing is sent to a disabled webhook"),
    GONE(410, "gone", "The resource is gone"),
    TOO_LARGE(413, "too-large", "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The body must be JSON"),
    KEY_REUSED(422, "idempotency-key-reused", "The idempotency key belongs to another request"),
    LIMIT_REACHED(429, "too-many-active-reports", "The client has too many active reports"),
    INTERNAL(500, "internal", "The request failed inside the service"),
    UNAVAILABLE(503, "unavailable", "The service cannot take the request at the moment");

    private final int status;
    private final String word;
    private final String title;

    Kind(int status, String word, String title) {
      this.status = status;
      this.word = word;
      this.title = title;
    }

    public int status() {
      return status;
    }

    /** The problem type: a name, not an address. */
    public String type() {
      return "urn:errand:problem:" + word;
    }
  }

  public Problem {
    errors = List.copyOf(errors);
  }

  public static Problem of(Kind kind, String detail) {
    return new Problem(kind, detail, List.of(), Optional.empty());
  }

  /** A request with fields that are wrong. */
  public static Problem invalid(String detail, List<Violation> errors) {
    return new Problem(Kind.INVALID_REQUEST, detail, errors, Optional.empty());
  }

  /** This problem, with a time after which asking again makes sense. */
  public Problem retryAfter(long seconds) {
    return new Problem(kind, detail, errors, Optional.of(seconds));
  }

  /**
   * The response with this problem.
   *
   * @param request what it answers
   */
  public Response response(Request request) {
    ObjectNode body =
        Json.object()
            .put("type", kind.type())
            .put("title", kind.title)
            .put("status", kind.status)
            .put("detail", detail)
            .put("instance", request.path())
            .put("request_id", request.id());
    if (!errors.isEmpty()) {
      ArrayNode list = body.putArray("errors");
      errors.forEach(
          error -> list.addObject().put("pointer", error.pointer()).put("detail", error.detail()));
    }
    Response response =
        Response.json(kind.status, body).withHeader("Content-Type", "application/problem+json");
    return retryAfterSeconds
        .map(seconds -> response.withHeader("Retry-After", Long.toString(seconds)))
        .orElse(response);
  }
}
