package dev.errand.functions.query;

import dev.errand.core.Attempt;
import dev.errand.functions.http.Problem.Kind;
import dev.errand.functions.http.ProblemException;
import dev.errand.functions.http.Request;
import dev.errand.functions.report.Report;
import java.util.Optional;
import java.util.regex.Pattern;

/** The query parameter {@code attempt}: one of a report's attempts. */
final class AttemptParameter {

  static final String NAME = "attempt";

  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,5}");

  private AttemptParameter() {}

  /**
   * The present attempt unless the request names one; numbers begin with that of the first.
   *
   * @throws ProblemException if the report has had no such attempt
   */
  static Attempt of(Request request, Report report) {
    int present = report.attempt().number();
    Optional<String> asked = request.query(NAME);
    if (asked.isEmpty()) {
      return report.attempt();
    }
    if (NUMBER.matcher(asked.get()).matches()) {
      int number = Integer.parseInt(asked.get());
      if (number == present || (number >= 1 && number < present)) {
        return new Attempt(report.id(), number);
      }
    }
    throw new ProblemException(
        Kind.INVALID_REQUEST,
        "The query parameter attempt must be the number of an attempt of the report: it has had %d."
            .formatted(present));
  }
}
