package dev.errand.local.stepfunctions;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** What ListExecutions says about one execution. */
record ExecutionListItem(
    String arn,
    String name,
    String stateMachineArn,
    Optional<String> versionArn,
    Optional<String> aliasArn,
    Status status,
    Instant startDate,
    Optional<Instant> stopDate,
    Execution.Redrives redrives,
    Optional<Execution.ChildOf> mapRun) {

  /** Newest first; the ARN decides between those of one instant. */
  static final Comparator<ExecutionListItem> NEWEST_FIRST =
      Comparator.comparing(ExecutionListItem::startDate)
          .reversed()
          .thenComparing(ExecutionListItem::arn);

  boolean isOf(MapRun of) {
    return mapRun.filter(child -> child.arn().equals(of.arn())).isPresent();
  }

  static ExecutionListItem of(Execution execution) {
    return new ExecutionListItem(
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
