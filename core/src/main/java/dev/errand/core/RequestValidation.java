package dev.errand.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** The rules for one document; collects every violation instead of stopping at the first. */
final class RequestValidation {

  private static final Pattern CLIENT_ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern STATUS = Pattern.compile("[a-z][a-z0-9_-]{0,31}");
  private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,100}");
  private static final int FIRST_YEAR = 1900;

  private final JsonNode document;
  private final List<Violation> violations = new ArrayList<>();

  RequestValidation(JsonNode document) {
    this.document = document;
  }

  ParsedRequest result() {
    if (!document.isObject()) {
      return new ParsedRequest.Invalid(
          List.of(new Violation("", "The request must be an object with the field filter.")));
    }
    refuseUnknown(document, "", Set.of("filter", "name", "formats"));
    Optional<Filter> filter = filter(document.path("filter"));
    Optional<String> name = name(document.path("name"));
    Set<Format> formats = formats(document.path("formats"));
    return violations.isEmpty()
        ? new ParsedRequest.Valid(new ReportRequest(filter.orElseThrow(), name, formats))
        : new ParsedRequest.Invalid(violations);
  }

  private Optional<Filter> filter(JsonNode node) {
    if (!node.isObject()) {
      violate("/filter", node.isMissingNode() ? "This field is required." : "Must be an object.");
      return Optional.empty();
    }
    refuseUnknown(node, "/filter", Set.of("client_id", "start_date", "end_date", "status"));
    Optional<UUID> clientId =
        text(
                node,
                "client_id",
                CLIENT_ID,
                "Must be a UUID such as 123e4567-e89b-12d3-a456-426614174000.")
            .map(UUID::fromString);
    Optional<LocalDate> start = date(node, "start_date");
    Optional<LocalDate> end = date(node, "end_date");
    Optional<String> status =
        node.has("status")
            ? text(
                node,
                "status",
                STATUS,
                "Must be 1 to 32 characters: a small letter, then small letters, digits, _ or -.")
            : Optional.empty();
    if (start.isPresent() && end.isPresent() && end.get().isBefore(start.get())) {
      violate("/filter/end_date", "Must not be before start_date.");
    }
    return violations.isEmpty()
        ? Optional.of(
            new Filter(clientId.orElseThrow(), start.orElseThrow(), end.orElseThrow(), status))
        : Optional.empty();
  }

  private Optional<LocalDate> date(JsonNode parent, String field) {
    String mend = "Must be a date such as 2021-12-31, from the year 1900 on.";
    Optional<LocalDate> date = text(parent, field, DATE, mend).flatMap(RequestValidation::day);
    if (date.isEmpty()
        && parent.path(field).isTextual()
        && DATE.matcher(parent.path(field).textValue()).matches()) {
      violate("/filter/" + field, mend);
    }
    return date;
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text)).filter(day -> day.getYear() >= FIRST_YEAR);
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private Optional<String> text(JsonNode parent, String field, Pattern pattern, String mend) {
    JsonNode node = parent.path(field);
    if (node.isTextual() && pattern.matcher(node.textValue()).matches()) {
      return Optional.of(node.textValue());
    }
    violate("/filter/" + field, node.isMissingNode() ? "This field is required." : mend);
    return Optional.empty();
  }

  private Optional<String> name(JsonNode node) {
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    if (node.isTextual() && NAME.matcher(node.textValue()).matches()) {
      return Optional.of(node.textValue());
    }
    violate("/name", "Must be a text of 1 to 100 characters without control characters.");
    return Optional.empty();
  }

  private Set<Format> formats(JsonNode node) {
    if (node.isMissingNode()) {
      return Set.copyOf(EnumSet.allOf(Format.class));
    }
    Set<Format> formats = EnumSet.noneOf(Format.class);
    if (!node.isArray() || node.isEmpty()) {
      violate("/formats", "Must be a list of one or more of csv, xlsx, html.");
    }
    for (int i = 0; i < node.size() && node.isArray(); i++) {
      Optional<Format> format = Format.fromWord(node.get(i).asText());
      if (format.isEmpty() || !node.get(i).isTextual()) {
        violate("/formats/" + i, "Must be one of csv, xlsx, html.");
      } else if (!formats.add(format.get())) {
        violate("/formats/" + i, "Names a format twice.");
      }
    }
    return Set.copyOf(formats);
  }

  private void refuseUnknown(JsonNode object, String pointer, Set<String> known) {
    object
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!known.contains(field)) {
                violate(pointer + "/" + escape(field), "There is no such field. Remove it.");
              }
            });
  }

  /** RFC 6901, section 3. */
  private static String escape(String field) {
    return field.replace("~", "~0").replace("/", "~1");
  }

  private void violate(String pointer, String detail) {
    violations.add(new Violation(pointer, detail));
  }
}
