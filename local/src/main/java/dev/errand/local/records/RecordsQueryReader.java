package dev.errand.local.records;

import dev.errand.local.records.RecordsQuery.Position;
import dev.errand.local.records.RecordsQuery.RecordsFilter;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the parameters of a request, and finds everything that is wrong with them at once. */
final class RecordsQueryReader {

  /** One wrong parameter. */
  record Fault(String parameter, String detail) {}

  static final int DEFAULT_PAGE_SIZE = 1000;
  static final int MAX_PAGE_SIZE = 5000;

  private static final Set<String> PARAMETERS =
      Set.of("client_id", "start_date", "end_date", "status", "page_size", "cursor");
  private static final Pattern ID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern STATUS = Pattern.compile("[A-Za-z0-9_-]{1,50}");
  private static final Pattern PAGE_SIZE = Pattern.compile("\\d{1,4}");

  private final Map<String, List<String>> parameters;
  private final List<Fault> faults = new ArrayList<>();

  RecordsQueryReader(Map<String, List<String>> parameters) {
    this.parameters = parameters;
  }

  /** The page asked for; empty if there are faults. */
  Optional<RecordsQuery> read() {
    parameters.forEach(this::check);
    Optional<UUID> clientId = required("client_id", "Must be a UUID.", text -> uuid(text));
    Optional<LocalDate> start =
        required("start_date", "Must be a day, YYYY-MM-DD.", text -> day(text));
    Optional<LocalDate> end = required("end_date", "Must be a day, YYYY-MM-DD.", text -> day(text));
    if (start.isPresent() && end.isPresent() && end.get().isBefore(start.get())) {
      faults.add(new Fault("end_date", "Must not be before start_date."));
    }
    Optional<String> status =
        optional(
            "status",
            "Must be 1 to 50 letters, digits, dashes and underscores.",
            text -> Optional.of(text).filter(STATUS.asMatchPredicate()));
    Optional<Integer> pageSize =
        optional(
            "page_size", "Must be a number from 1 to " + MAX_PAGE_SIZE + ".", text -> size(text));
    if (!faults.isEmpty()) {
      return Optional.empty();
    }
    RecordsFilter filter = new RecordsFilter(clientId.get(), start.get(), end.get(), status);
    Optional<Position> after =
        optional(
            "cursor",
            "Must be a next_cursor that this API gave for the same filter.",
            text -> Cursor.read(filter, text));
    return faults.isEmpty()
        ? Optional.of(new RecordsQuery(filter, pageSize.orElse(DEFAULT_PAGE_SIZE), after))
        : Optional.empty();
  }

  List<Fault> faults() {
    return List.copyOf(faults);
  }

  private void check(String name, List<String> values) {
    if (!PARAMETERS.contains(name)) {
      faults.add(new Fault(name, "There is no such parameter."));
    } else if (values.size() > 1) {
      faults.add(new Fault(name, "Must be given once."));
    }
  }

  private <T> Optional<T> required(String name, String fix, Function<String, Optional<T>> reader) {
    if (!parameters.containsKey(name)) {
      faults.add(new Fault(name, "This parameter is required."));
      return Optional.empty();
    }
    return optional(name, fix, reader);
  }

  private <T> Optional<T> optional(String name, String fix, Function<String, Optional<T>> reader) {
    if (!parameters.containsKey(name)) {
      return Optional.empty();
    }
    Optional<T> value = reader.apply(parameters.get(name).get(0));
    if (value.isEmpty()) {
      faults.add(new Fault(name, fix));
    }
    return value;
  }

  private static Optional<UUID> uuid(String text) {
    return Optional.of(text).filter(ID.asMatchPredicate()).map(UUID::fromString);
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(text).filter(DAY.asMatchPredicate()).map(LocalDate::parse);
    } catch (DateTimeParseException noSuchDay) {
      return Optional.empty();
    }
  }

  private static Optional<Integer> size(String text) {
    return Optional.of(text)
        .filter(PAGE_SIZE.asMatchPredicate())
        .map(Integer::valueOf)
        .filter(size -> size >= 1 && size <= MAX_PAGE_SIZE);
  }
}
