package dev.errand.core;

import java.util.List;

/**
 * The result of parsing a request for a report of records, which the worker of such reports reads.
 */
public sealed interface ParsedRecordsRequest {

  /** A valid request. */
  record Valid(RecordsRequest request) implements ParsedRecordsRequest {}

  /** It is JSON, but these fields are wrong: all of them, in the order of the document. */
  record Invalid(List<Violation> violations) implements ParsedRecordsRequest {
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
  record Malformed(int line, int column, String detail) implements ParsedRecordsRequest {}
}
