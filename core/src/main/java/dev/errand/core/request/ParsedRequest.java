package dev.errand.core.request;

import dev.errand.core.Violation;
import java.util.List;

/** The result of parsing a request for a report of any type, as intake does. */
public sealed interface ParsedRequest {

  /** A valid request. */
  record Valid(ReportRequest request) implements ParsedRequest {}

  /** It is JSON, but these fields are wrong: all of them, in the order of the document. */
  record Invalid(List<Violation> violations) implements ParsedRequest {
    public Invalid {
      violations = List.copyOf(violations);
    }
  }

  /**
   * It is not JSON within the limits.
   *
   * @param line where reading stopped, from 1
   * @param column where reading stopped, from 1
   * @param detail what is wrong there
   */
  record Malformed(int line, int column, String detail) implements ParsedRequest {}

  /**
   * It does not fit into the overrides of its task.
   *
   * @param characters how many it can take there, of {@link ReportRequest#MAX_CHARACTERS}
   */
  record TooLarge(int characters) implements ParsedRequest {}
}
