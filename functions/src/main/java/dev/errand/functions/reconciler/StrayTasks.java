package dev.errand.functions.reconciler;

import dev.errand.core.Attempt;
import dev.errand.functions.execution.Executions;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.status.Recorded;
import dev.errand.functions.status.StatusRecorder;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.store.ReportWithProgress;
import dev.errand.functions.task.Task;
import dev.errand.functions.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * Asks Step Functions about tasks that run although no active report is theirs. Either their
 * execution has ended, and they are stopped; or it runs and no event arrived, because it was
 * redriven or started by hand, and that is recorded.
 *
 * @param quiet for how long a task must have been there
 */
record StrayTasks(
    Tasks tasks,
    ReportStore reports,
    Executions executions,
    StatusRecorder statusRecorder,
    Duration quiet)
    implements CheckSource {

  /**
   * Whether a task is stray costs a read of the table only, so that all tasks are checked in one
   * run.
   */
  @Override
  public Iterator<Check> checks(Run run) {
    Instant settled = run.now().minus(quiet);
    return tasks
        .running()
        .filter(task -> task.createdAt().isBefore(settled))
        .takeWhile(task -> run.hasTime())
        .flatMap(task -> check(task, run).stream())
        .iterator();
  }

  private Optional<Check> check(Task task, Run run) {
    try {
      return isOfAnActiveReport(task.attempt())
          ? Optional.empty()
          : Optional.of(new Check(about(task), () -> checkStray(task, run)));
    } catch (RuntimeException e) {
      return Optional.of(
          new Check(
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

  private void checkStray(Task task, Run run) {
    Optional<Execution> execution = executions.describe(task.attempt());
    if (execution.map(statusRecorder::record).filter(Recorded::changed).isPresent()) {
      run.countRepair(Repair.RECORDED, task.attempt());
    }
    if (execution.filter(found -> found.status() == ExecutionStatus.RUNNING).isEmpty()) {
      tasks.stop(task);
      run.countRepair(Repair.TASK_STOPPED, task.attempt());
    } else if (isWithoutReport(task.attempt())) {
      executions.stop(task.attempt());
      run.countRepair(Repair.STOPPED, task.attempt());
    }
  }

  /** It was redriven although its report has a later attempt or was deleted. */
  private boolean isWithoutReport(Attempt attempt) {
    return reports
        .find(attempt.reportId())
        .map(ReportWithProgress::report)
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
