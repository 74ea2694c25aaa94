package dev.errand.functions.report;

import dev.errand.core.FailureCode;

/**
 * Why a report did not succeed, in words for its client.
 *
 * @param code the published code
 * @param detail one sentence or two about this occurrence; never a raw cause
 */
public record Failure(FailureCode code, String detail) {

  /** A failure of which no more is known than its code. */
  public static Failure of(FailureCode code) {
    return new Failure(code, code.title());
  }
}
