package dev.errand.local.stepfunctions;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** What a list of executions says about one. */
record Summary(
    String arn,
    String name,
    String stateMachineArn,
    Optional<String> versionArn,
    Optional<String> aliasArn,
    Status status,
    Instant startDate,
    Instant stopDate,
    Execution.Redrives redrives) {

  /** Newest first; the ARN decides between those of one instant. */
  static final Comparator<Summary> NEWEST_FIRST =
      Comparator.comparing(Summary::startDate).reversed().thenComparing(Summary::arn);

  static Summary of(Execution execution) {
    return new Summary(
        execution.arn(),
        execution.start().name(),
        execution.start().stateMachineArn(),
        execution.start().versionArn(),
        execution.start().aliasArn(),
        execution.status(),
        execution.start().date(),
        execution.outcome().stopDate(),
        execution.redrives());
  }
}
