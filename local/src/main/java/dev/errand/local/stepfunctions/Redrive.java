package dev.errand.local.stepfunctions;

/** Whether an execution can be redriven, in the API's words. */
final class Redrive {

  private Redrive() {}

  static String status(Execution execution) {
    if (!execution.status().isRedrivable()) {
      return "NOT_REDRIVABLE";
    }
    return execution.start().mapRun().isPresent() ? "REDRIVABLE_BY_MAP_RUN" : "REDRIVABLE";
  }

  /** {@code null} if it can be. */
  static String reason(Status status) {
    return status.isRedrivable()
        ? null
        : "Execution is %s and cannot be redriven".formatted(status);
  }
}
