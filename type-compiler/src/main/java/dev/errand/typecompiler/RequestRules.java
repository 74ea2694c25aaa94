package dev.errand.typecompiler;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.errand.core.Violation;
import dev.errand.core.json.JsonTree;
import dev.errand.core.request.ParsedRequest;
import dev.errand.core.request.ReportRequest;
import dev.errand.core.request.RequestParser;
import dev.errand.core.type.NotAfter;
import dev.errand.core.type.ReportType;
import dev.errand.core.type.ReportTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of a type's request: its owner is a required UUID, its rules are about fields that can
 * be compared, its examples are valid.
 */
final class RequestRules {

  private static final String REQUEST = "/request";

  private final ReportType type;
  private final List<Violation> violations = new ArrayList<>();

  RequestRules(ReportType type) {
    this.type = type;
  }

  List<Violation> violations() {
    new SchemaRules(type.request()).violations().forEach(this::ofRequest);
    checkOwner();
    for (int i = 0; i < type.rules().size(); i++) {
      check(type.rules().get(i), "/rules/" + i + "/not_after");
    }
    if (violations.isEmpty()) {
      checkExamples();
    }
    return violations;
  }

  private void ofRequest(Violation violation) {
    violations.add(new Violation(REQUEST + violation.pointer(), violation.detail()));
  }

  private void checkOwner() {
    Object schema = type.request();
    for (JsonPointer step = JsonPointer.compile(type.owner());
        !step.matches();
        step = step.tail()) {
      String field = step.getMatchingProperty();
      if (!(JsonTree.at(schema, "/required").orElse(List.of()) instanceof List<?> required)
          || !required.contains(field)) {
        violations.add(
            new Violation("/owner", "The schema of the request must require %s.".formatted(field)));
        return;
      }
      schema = JsonTree.at(schema, JsonTree.child("/properties", field)).orElse(Map.of());
    }
    if (!JsonTree.at(schema, "/type").equals(Optional.of("string"))
        || !JsonTree.at(schema, "/format").equals(Optional.of("uuid"))) {
      violations.add(
          new Violation(
              "/owner", "Its field in the request must have type string and format uuid."));
    }
  }

  private void check(NotAfter rule, String pointer) {
    Optional<String> first = kind(rule.first());
    if (first.isEmpty() || !first.equals(kind(rule.second()))) {
      violations.add(
          new Violation(
              pointer,
              "Both must be fields of the request's schema, of format date, of format date-time or"
                  + " of type integer or number."));
    }
  }

  /** What the field at a pointer is, if it has an order. */
  private Optional<String> kind(String pointer) {
    Optional<Object> field = JsonTree.at(type.request(), pointer.replace("/", "/properties/"));
    return field
        .flatMap(schema -> JsonTree.at(schema, "/format"))
        .or(() -> field.flatMap(schema -> JsonTree.at(schema, "/type")))
        .map(Object::toString)
        .map(word -> word.equals("integer") ? "number" : word)
        .filter(List.of("date", "date-time", "number")::contains);
  }

  private void checkExamples() {
    RequestParser parser = new RequestParser(new ReportTypes(List.of(type)));
    List<?> examples = (List<?>) type.request().get("examples");
    for (int i = 0; i < examples.size(); i++) {
      String pointer = "/examples/" + i;
      ParsedRequest parsed = parser.parse(text(examples.get(i)));
      if (parsed instanceof ParsedRequest.TooLarge) {
        ofRequest(new Violation(pointer, "Must be small enough for the overrides of a task."));
      } else if (parsed instanceof ParsedRequest.Malformed malformed) {
        ofRequest(new Violation(pointer, malformed.detail()));
      } else if (parsed instanceof ParsedRequest.Invalid invalid) {
        invalid
            .violations()
            .forEach(
                violation ->
                    ofRequest(new Violation(pointer + violation.pointer(), violation.detail())));
      }
    }
  }

  private String text(Object example) {
    Map<String, Object> request = new LinkedHashMap<>(JsonTree.object(example));
    request.put(ReportRequest.TYPE, type.name());
    try {
      return JSON.std.asString(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
