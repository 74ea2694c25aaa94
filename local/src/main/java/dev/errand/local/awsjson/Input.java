package dev.errand.local.awsjson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The input of an operation, read member by member.
 *
 * @param traceHeader the request's header {@code X-Amzn-Trace-Id}
 */
public record Input(ObjectNode body, Optional<String> traceHeader) {

  /** Of a request without a trace header. */
  public Input(ObjectNode body) {
    this(body, Optional.empty());
  }

  /**
   * A text that must be there.
   *
   * @throws AwsError {@code ValidationException}
   */
  public String required(String member) {
    return text(member)
        .orElseThrow(
            () ->
                validation(
                    "1 validation error detected: Value null at '%s' failed to satisfy constraint: Member must not be null"
                        .formatted(member)));
  }

  /** A text, if it is there. */
  public Optional<String> text(String member) {
    JsonNode value = body.path(member);
    if (value.isTextual()) {
      return Optional.of(value.textValue());
    }
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    throw new AwsError("SerializationException", "%s has to be a text.".formatted(member));
  }

  /**
   * A text that is one of some, if it is there.
   *
   * @throws AwsError {@code ValidationException} if it is none of them
   */
  public Optional<String> oneOf(String member, Set<String> values) {
    Optional<String> text = text(member);
    text.filter(given -> !values.contains(given))
        .ifPresent(
            given -> {
              throw validation(
                  "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must satisfy enum value set: %s"
                      .formatted(given, member, new TreeSet<>(values)));
            });
    return text;
  }

  /** Texts; none if the member is not there. */
  public List<String> texts(String member) {
    List<String> texts = new ArrayList<>();
    body.path(member).forEach(value -> texts.add(value.asText()));
    return texts;
  }

  /** True or false, if it is there. */
  public Optional<Boolean> flag(String member) {
    JsonNode value = body.path(member);
    return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
  }

  /**
   * The maximum number of results: what the caller asks for, or the default if that is 0 or
   * nothing.
   *
   * @throws AwsError {@code ValidationException} if it is out of bounds
   */
  public int maxResults(int defaultMaximum, int limit) {
    int asked = body.path("maxResults").asInt(0);
    if (asked < 0 || asked > limit) {
      throw validation(
          "1 validation error detected: Value '%d' at 'maxResults' failed to satisfy constraint: Member must have value %s than or equal to %d"
              .formatted(asked, asked < 0 ? "greater" : "less", asked < 0 ? 0 : limit));
    }
    return asked == 0 ? defaultMaximum : asked;
  }

  /**
   * The token of the page of a list, unless the caller asks for the first one.
   *
   * @throws AwsError {@code ValidationException} if it is too long to be a token
   */
  public Optional<String> nextToken(int maxLength) {
    Optional<String> token = text("nextToken");
    token
        .filter(given -> given.length() > maxLength)
        .ifPresent(
            given -> {
              throw validation(
                  "1 validation error detected: Value '%s' at 'nextToken' failed to satisfy constraint: Member must have length less than or equal to %d"
                      .formatted(given, maxLength));
            });
    return token;
  }

  private static AwsError validation(String message) {
    return new AwsError("ValidationException", message);
  }
}
