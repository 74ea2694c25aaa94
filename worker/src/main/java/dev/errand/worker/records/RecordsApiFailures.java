package dev.errand.worker.records;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;

/** How the records API fails a report. */
final class RecordsApiFailures {

  private RecordsApiFailures() {}

  /** The API returns no page. */
  static WorkerFailure unavailable(String detail) {
    return new WorkerFailure(
        FailureCode.RECORDS_API_UNAVAILABLE,
        "The records API %s. Retry when the API is available.".formatted(detail));
  }

  /** The API returns what it must not. */
  static WorkerFailure inconsistent(String detail, Throwable cause) {
    return new WorkerFailure(
        FailureCode.RECORDS_INCONSISTENT,
        "The records API returned a page that breaks its contract: %s.".formatted(detail),
        cause);
  }
}
