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
    Execution.Redrives redrives,
    Optional<Execution.ChildOf> mapRun) {

  /** Newest first; the ARN decides between those of one instant. */
  static final Comparator<Summary> NEWEST_FIRST =
      Comparator.comparing(Summary::startDate).reversed().thenComparing(Summary::arn);

  boolean isOf(MapRun of) {
    return mapRun.filter(child -> child.arn().equals(of.arn())).isPresent();
  }

  static Summary of(Execution execution) {
    return new Summary(
        execution.arn(),
        execution.start().name(),
        execution.start().shownStateMachineArn(),
        execution.start().versionArn(),
        execution.start().aliasArn(),
        execution.status(),
        execution.start().date(),
        execution.outcome().stopDate(),
        execution.redrives(),
        execution.start().mapRun());
  }
}
