package dev.errand.core.request;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.errand.core.Violation;
import dev.errand.core.json.JsonTree;
import dev.errand.core.json.MalformedJsonException;
import dev.errand.core.json.StrictJson;
import dev.errand.core.type.ReportType;
import dev.errand.core.type.ReportTypes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads report requests strictly: duplicate keys, deep nesting and anything after the document are
 * malformed; what the schema of the type does not allow is invalid. Values of the request never
 * appear in what it reports.
 */
public final class RequestParser {

  private final ReportTypes types;
  private final Map<String, RequestCheck> checks = new ConcurrentHashMap<>();

  /** Reads requests of these types. */
  public RequestParser(ReportTypes types) {
    this.types = types;
  }

  /** Reads a text; never throws for what the text contains. */
  public ParsedRequest parse(String text) {
    try {
      Object document = StrictJson.read(text);
      int characters = EscapedSize.of(document);
      return characters > ReportRequest.MAX_CHARACTERS
          ? new ParsedRequest.TooLarge(characters)
          : validate(document);
    } catch (MalformedJsonException e) {
      return new ParsedRequest.Malformed(e.line(), e.column(), e.getMessage());
    }
  }

  private ParsedRequest validate(Object document) {
    if (!(document instanceof Map)) {
      return invalid("", "The request must be an object.");
    }
    Map<String, Object> body = new LinkedHashMap<>(JsonTree.object(document));
    Object name = body.getOrDefault(ReportRequest.TYPE, ReportType.DEFAULT);
    Optional<ReportType> type = name instanceof String word ? types.find(word) : Optional.empty();
    if (type.isEmpty()) {
      return invalid(
          "/" + ReportRequest.TYPE,
          "There is no such report type. The types are %s."
              .formatted(String.join(", ", types.names())));
    }
    body.remove(ReportRequest.TYPE);
    return validate(type.get(), body);
  }

  /** The type that a text names, whether or not it is a request, or such a type exists. */
  public static Optional<String> typeOf(String text) {
    try {
      return JsonTree.at(JSON.std.anyFrom(text), "/" + ReportRequest.TYPE)
          .map(Object::toString)
          .filter(ReportType::isName);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private ParsedRequest validate(ReportType type, Map<String, Object> body) {
    List<Violation> violations =
        checks.computeIfAbsent(type.name(), name -> new RequestCheck(type)).violations(body);
    return violations.isEmpty()
        ? new ParsedRequest.Valid(new ReportRequest(type, owner(type, body), body))
        : new ParsedRequest.Invalid(violations);
  }

  private static UUID owner(ReportType type, Map<String, Object> body) {
    return UUID.fromString(JsonTree.at(body, type.owner()).orElseThrow().toString());
  }

  private static ParsedRequest invalid(String pointer, String detail) {
    return new ParsedRequest.Invalid(List.of(new Violation(pointer, detail)));
  }
}
