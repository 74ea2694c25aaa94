package dev.errand.worker.records;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The fields of a report request, by names such as {@code filter.start_date}. */
record RequestFields(Map<String, ?> request) {

  /** The text of a field; the values of an array have commas between them. */
  Optional<String> value(String name) {
    Object value = request;
    for (String part : name.split("\\.", -1)) {
      value = value instanceof Map<?, ?> object ? object.get(part) : null;
    }
    return value instanceof List<?> list
        ? Optional.of(list.stream().map(String::valueOf).collect(Collectors.joining(",")))
        : Optional.ofNullable(value).filter(one -> !(one instanceof Map)).map(String::valueOf);
  }
}
