package dev.errand.functions.webhookapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.core.Violation;
import dev.errand.functions.http.Problem;
import dev.errand.functions.http.Problem.Kind;
import dev.errand.functions.http.ProblemException;
import dev.errand.functions.webhook.EventType;
import dev.errand.functions.webhook.Targets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The body of a request about a webhook. Every field is read, so that one answer has all errors.
 */
final class WebhookBody {

  static final int MAX_BYTES = 4096;

  private static final int MAX_DESCRIPTION = 200;
  private static final int MAX_DEPTH = 4;
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private static final JsonMapper JSON = strict();

  private final JsonNode body;
  private final Targets targets;
  private final List<Violation> violations = new ArrayList<>();

  private WebhookBody(JsonNode body, Targets targets) {
    this.body = body;
    this.targets = targets;
  }

  private static JsonMapper strict() {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build());
    return mapper;
  }

  /**
   * Reads a text.
   *
   * @param known the fields that there may be
   * @throws ProblemException if it is not a JSON object
   */
  static WebhookBody parse(String text, Set<String> known, Targets targets) {
    JsonNode read;
    try {
      read = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new ProblemException(Kind.MALFORMED_REQUEST, "The body is not JSON (RFC 8259).");
    }
    if (!(read instanceof ObjectNode)) {
      throw new ProblemException(Kind.MALFORMED_REQUEST, "The body is not a JSON object.");
    }
    WebhookBody body = new WebhookBody(read, targets);
    for (Map.Entry<String, JsonNode> field : read.properties()) {
      if (!known.contains(field.getKey())) {
        body.wrong(
            "",
            "There is a field that is not known. Known: %s."
                .formatted(String.join(", ", new TreeSet<>(known))));
        break;
      }
    }
    return body;
  }

  boolean has(String field) {
    return body.has(field);
  }

  Optional<UUID> clientId() {
    return text("client_id", "It must be a UUID.")
        .flatMap(
            text -> {
              if (UUID_TEXT.matcher(text).matches()) {
                return Optional.of(UUID.fromString(text));
              }
              return wrong("/client_id", "It must be a UUID.");
            });
  }

  Optional<String> url() {
    Optional<String> url = text("url", "It must be the text of a URL.");
    url.flatMap(targets::refusal).ifPresent(refusal -> wrong("/url", refusal));
    return url;
  }

  Optional<Set<EventType>> events() {
    JsonNode list = body.path("events");
    if (list.isMissingNode()) {
      return Optional.empty();
    }
    Set<EventType> events = EnumSet.noneOf(EventType.class);
    for (JsonNode word : list) {
      EventType.ofWord(word.asText())
          .filter(EventType.ofReports()::contains)
          .ifPresent(events::add);
    }
    if (!list.isArray() || events.isEmpty() || events.size() != list.size()) {
      return wrong(
          "/events",
          "It must be a list of one or more of these, each once: %s."
              .formatted(
                  EventType.ofReports().stream()
                      .map(EventType::word)
                      .collect(Collectors.joining(", "))));
    }
    return Optional.of(events);
  }

  /** Empty if it is null. */
  Optional<String> description() {
    if (body.path("description").isNull()) {
      return Optional.empty();
    }
    return text("description", "It must be a text.")
        .flatMap(
            text ->
                text.length() > MAX_DESCRIPTION || text.isBlank()
                    ? wrong(
                        "/description",
                        "It must have 1 to %d characters.".formatted(MAX_DESCRIPTION))
                    : Optional.of(text));
  }

  Optional<Boolean> enabled() {
    JsonNode value = body.path("enabled");
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    return value.isBoolean()
        ? Optional.of(value.booleanValue())
        : wrong("/enabled", "It must be true or false.");
  }

  void require(String field) {
    if (!body.has(field)) {
      wrong("/" + field, "It is missing.");
    }
  }

  /**
   * Ends the reading.
   *
   * @throws ProblemException if anything was wrong
   */
  void check() {
    if (!violations.isEmpty()) {
      throw new ProblemException(
          Problem.invalid("Correct the fields listed in errors.", violations));
    }
  }

  private Optional<String> text(String field, String detail) {
    JsonNode value = body.path(field);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    return value.isTextual() ? Optional.of(value.textValue()) : wrong("/" + field, detail);
  }

  private <T> Optional<T> wrong(String pointer, String detail) {
    violations.add(new Violation(pointer, detail));
    return Optional.empty();
  }
}
