package dev.errand.core;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** The rules for one document; collects every violation instead of stopping at the first. */
final class RecordsRequestValidation {

  private static final Pattern CLIENT_ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern STATUS = Pattern.compile("[a-z][a-z0-9_-]{0,31}");
  private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,100}");
  private static final int FIRST_YEAR = 1900;
  private static final String REQUIRED = "This field is required.";

  private final Object document;
  private final List<Violation> violations = new ArrayList<>();

  /** Takes a document of maps, lists and values. */
  RecordsRequestValidation(Object document) {
    this.document = document;
  }

  ParsedRecordsRequest result() {
    if (!(document instanceof Map<?, ?> request)) {
      return new ParsedRecordsRequest.Invalid(
          List.of(new Violation("", "The request must be an object with the field filter.")));
    }
    refuseUnknown(request, "", Set.of("type", "filter", "name", "formats"));
    Optional<Filter> filter = filter(request);
    Optional<String> name = name(request);
    Set<Format> formats = formats(request);
    return violations.isEmpty()
        ? new ParsedRecordsRequest.Valid(new RecordsRequest(filter.orElseThrow(), name, formats))
        : new ParsedRecordsRequest.Invalid(violations);
  }

  private Optional<Filter> filter(Map<?, ?> request) {
    if (!(request.get("filter") instanceof Map<?, ?> filter)) {
      violate("/filter", request.containsKey("filter") ? "Must be an object." : REQUIRED);
      return Optional.empty();
    }
    refuseUnknown(filter, "/filter", Set.of("client_id", "start_date", "end_date", "status"));
    Optional<UUID> clientId =
        text(
                filter,
                "client_id",
                CLIENT_ID,
                "Must be a UUID such as 123e4567-e89b-12d3-a456-426614174000.")
            .map(UUID::fromString);
    Optional<LocalDate> start = date(filter, "start_date");
    Optional<LocalDate> end = date(filter, "end_date");
    Optional<String> status =
        filter.containsKey("status")
            ? text(
                filter,
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

  private Optional<LocalDate> date(Map<?, ?> filter, String field) {
    String expected = "Must be a date such as 2021-12-31, from the year 1900 on.";
    Optional<String> text = text(filter, field, DATE, expected);
    Optional<LocalDate> date = text.flatMap(RecordsRequestValidation::day);
    if (text.isPresent() && date.isEmpty()) {
      violate("/filter/" + field, expected);
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

  private Optional<String> text(Map<?, ?> filter, String field, Pattern pattern, String expected) {
    if (filter.get(field) instanceof String text && pattern.matcher(text).matches()) {
      return Optional.of(text);
    }
    violate("/filter/" + field, filter.containsKey(field) ? expected : REQUIRED);
    return Optional.empty();
  }

  private Optional<String> name(Map<?, ?> request) {
    if (!request.containsKey("name")) {
      return Optional.empty();
    }
    if (request.get("name") instanceof String name && NAME.matcher(name).matches()) {
      return Optional.of(name);
    }
    violate("/name", "Must be a text of 1 to 100 characters without control characters.");
    return Optional.empty();
  }

  private Set<Format> formats(Map<?, ?> request) {
    if (!request.containsKey("formats")) {
      return Set.copyOf(EnumSet.allOf(Format.class));
    }
    if (!(request.get("formats") instanceof List<?> words) || words.isEmpty()) {
      violate("/formats", "Must be a list of one or more of csv, xlsx, html.");
      return Set.of();
    }
    Set<Format> formats = EnumSet.noneOf(Format.class);
    for (int i = 0; i < words.size(); i++) {
      Optional<Format> format =
          words.get(i) instanceof String word ? Format.fromWord(word) : Optional.empty();
      if (format.isEmpty()) {
        violate("/formats/" + i, "Must be one of csv, xlsx, html.");
      } else if (!formats.add(format.get())) {
        violate("/formats/" + i, "Names a format twice.");
      }
    }
    return Set.copyOf(formats);
  }

  private void refuseUnknown(Map<?, ?> object, String pointer, Set<String> known) {
    for (Object field : object.keySet()) {
      if (!known.contains(field)) {
        violate(pointer + "/" + escape((String) field), "There is no such field. Remove it.");
      }
    }
  }

  /** RFC 6901, section 3. */
  private static String escape(String field) {
    return field.replace("~", "~0").replace("/", "~1");
  }

  private void violate(String pointer, String detail) {
    violations.add(new Violation(pointer, detail));
  }
}
