package dev.errand.core.request;

import dev.errand.core.Violation;
import dev.errand.core.json.JsonTree;
import dev.errand.core.schema.JsonSchema;
import dev.errand.core.type.NotAfter;
import dev.errand.core.type.ReportType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The schema of a type's requests and the rules besides. */
final class RequestCheck {

  private final JsonSchema schema;
  private final List<NotAfter> rules;

  RequestCheck(ReportType type) {
    this.schema = new JsonSchema(type.request());
    this.rules = type.rules();
  }

  /** Everything that is wrong; a rule is checked between fields that are right. */
  List<Violation> violations(Map<String, Object> body) {
    List<Violation> violations = new ArrayList<>(schema.violations(body));
    List<String> wrong = violations.stream().map(Violation::pointer).toList();
    for (NotAfter rule : rules) {
      if (!wrong.contains(rule.first()) && !wrong.contains(rule.second()) && breaks(body, rule)) {
        String first = rule.first().substring(rule.first().lastIndexOf('/') + 1);
        violations.add(new Violation(rule.second(), "Must not be before " + first + "."));
      }
    }
    return violations;
  }

  private static boolean breaks(Map<String, Object> body, NotAfter rule) {
    Optional<Object> first = JsonTree.at(body, rule.first());
    Optional<Object> second = JsonTree.at(body, rule.second());
    return first.isPresent() && second.isPresent() && isAfter(first.get(), second.get());
  }

  /** Dates are in the order of their texts. */
  private static boolean isAfter(Object first, Object second) {
    if (first instanceof Number one && second instanceof Number other) {
      return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) > 0;
    }
    Optional<OffsetDateTime> one = time(first);
    Optional<OffsetDateTime> other = time(second);
    if (one.isPresent() && other.isPresent()) {
      return one.get().isAfter(other.get());
    }
    return first.toString().compareTo(second.toString()) > 0;
  }

  private static Optional<OffsetDateTime> time(Object value) {
    try {
      return Optional.of(OffsetDateTime.parse(value.toString()));
    } catch (DateTimeException date) {
      return Optional.empty();
    }
  }
}
