package dev.errand.local.stepfunctions;

/** Whether an execution can be redriven, in the API's words. */
final class Redrive {

  private Redrive() {}

  static String status(Status status) {
    return status.isRedrivable() ? "REDRIVABLE" : "NOT_REDRIVABLE";
  }

  /** {@code null} if it can be. */
  static String reason(Status status) {
    return status.isRedrivable()
        ? null
        : "Execution is %s and cannot be redriven".formatted(status);
  }
}
