package dev.errand.functions.reconciler;

import dev.errand.core.Attempt;
import dev.errand.functions.execution.Executions;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.status.Recorded;
import dev.errand.functions.status.StatusRecord;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.store.Tracked;
import dev.errand.functions.task.Task;
import dev.errand.functions.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Asks Step Functions about tasks that run although no active report is theirs. Either their
 * execution has ended, and they are stopped; or it runs and nobody told us, because it was redriven
 * or started by hand, and that is recorded.
 *
 * @param quiet for how long a task must have been there
 */
record StrayTasks(
    Tasks tasks,
    ReportStore reports,
    Executions executions,
    StatusRecord statusRecord,
    Duration quiet)
    implements Concern {

  /**
   * Whether a task is stray costs a read of the table only, so that all are asked for in a turn.
   */
  @Override
  public Iterator<Look> looks(Run run) {
    Instant settled = run.now().minus(quiet);
    return tasks
        .running()
        .filter(task -> task.createdAt().isBefore(settled))
        .takeWhile(task -> run.hasTime())
        .flatMap(task -> look(task, run).stream())
        .iterator();
  }

  private Optional<Look> look(Task task, Run run) {
    try {
      return isOfAnActiveReport(task.attempt())
          ? Optional.empty()
          : Optional.of(new Look(about(task), () -> lookAtStray(task, run)));
    } catch (RuntimeException e) {
      return Optional.of(
          new Look(
              about(task),
              () -> {
                throw e;
              }));
    }
  }

  private static Map<String, ?> about(Task task) {
    return Map.of(
        "task_arn", task.arn(),
        "report_id", task.attempt().reportId().value(),
        "attempt", task.attempt().number());
  }

  private void lookAtStray(Task task, Run run) {
    Optional<Execution> execution = executions.describe(task.attempt());
    if (execution.map(statusRecord::record).filter(Recorded::changed).isPresent()) {
      run.repaired(Repair.RECORDED, task.attempt());
    }
    if (execution.filter(found -> found.status() == ExecutionStatus.RUNNING).isEmpty()) {
      tasks.stop(task);
      run.repaired(Repair.TASK_STOPPED, task.attempt());
    } else if (isNobodys(task.attempt())) {
      executions.stop(task.attempt());
      run.repaired(Repair.STOPPED, task.attempt());
    }
  }

  /** Somebody redrove it although its report has gone on with another attempt or was deleted. */
  private boolean isNobodys(Attempt attempt) {
    return reports
        .find(attempt.reportId())
        .map(Tracked::report)
        .filter(report -> report.isDeleted() || report.attempt().number() > attempt.number())
        .isPresent();
  }

  private boolean isOfAnActiveReport(Attempt attempt) {
    return reports
        .find(attempt.reportId())
        .filter(found -> found.report().isActive() && found.report().attempt().equals(attempt))
        .isPresent();
  }
}
