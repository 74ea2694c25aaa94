package dev.errand.local.stepfunctions;

import java.util.Optional;

/** Whether an execution can be redriven: {@code redriveStatus} in the API. */
enum RedriveStatus {
  REDRIVABLE,
  NOT_REDRIVABLE,
  REDRIVABLE_BY_MAP_RUN;

  static RedriveStatus of(Execution execution) {
    if (!execution.status().isRedrivable()) {
      return NOT_REDRIVABLE;
    }
    return execution.start().mapRun().isPresent() ? REDRIVABLE_BY_MAP_RUN : REDRIVABLE;
  }

  /** Why an execution with that status cannot be redriven: {@code redriveStatusReason}. */
  static Optional<String> notRedrivableReason(Status status) {
    return status.isRedrivable()
        ? Optional.empty()
        : Optional.of("Execution is %s and cannot be redriven".formatted(status));
  }
}
