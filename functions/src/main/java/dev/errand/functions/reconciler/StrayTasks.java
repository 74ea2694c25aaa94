package dev.errand.functions.reconciler;

import dev.errand.core.Attempt;
import dev.errand.functions.execution.Executions;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.runtime.Log;
import dev.errand.functions.status.Recorded;
import dev.errand.functions.status.StatusRecord;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.task.Task;
import dev.errand.functions.task.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Asks Step Functions about tasks that run although no active report is theirs. Either their
 * execution has ended, and they are stopped; or it runs and nobody told us, because it was redriven
 * or started by hand, and that is recorded.
 */
final class StrayTasks {

  private final Tasks tasks;
  private final ReportStore reports;
  private final Executions executions;
  private final StatusRecord statusRecord;
  private final Pace pace;
  private final Duration quiet;
  private final Clock clock;

  /**
   * @param quiet for how long a task must have been there
   */
  StrayTasks(
      Tasks tasks,
      ReportStore reports,
      Executions executions,
      StatusRecord statusRecord,
      Pace pace,
      Duration quiet,
      Clock clock) {
    this.tasks = tasks;
    this.reports = reports;
    this.executions = executions;
    this.statusRecord = statusRecord;
    this.pace = pace;
    this.quiet = quiet;
    this.clock = clock;
  }

  /**
   * Looks at as many tasks as there is time for.
   *
   * @param hasTime whether there is time for one more
   */
  void run(BooleanSupplier hasTime, Findings findings, Log log) {
    Instant settled = clock.instant().minus(quiet);
    try {
      Iterator<Task> running =
          tasks.running().filter(task -> task.createdAt().isBefore(settled)).iterator();
      while (hasTime.getAsBoolean() && running.hasNext()) {
        look(running.next(), findings, log);
      }
    } catch (RuntimeException e) {
      log.error("could not look for stray tasks", e);
      findings.addFailure();
    }
  }

  private void look(Task task, Findings findings, Log log) {
    try {
      if (isOfAnActiveReport(task.attempt())) {
        return;
      }
      pace.await();
      Optional<Execution> execution = executions.describe(task.attempt());
      if (execution.map(statusRecord::record).filter(Recorded::changed).isPresent()) {
        findings.add(Repair.RECORDED);
        log.warn("repaired: " + Repair.RECORDED, task.attempt());
      }
      if (execution.filter(found -> found.status() == ExecutionStatus.RUNNING).isEmpty()) {
        tasks.stop(task);
        findings.add(Repair.TASK_STOPPED);
        log.warn("repaired: " + Repair.TASK_STOPPED, task.attempt());
      }
    } catch (RuntimeException e) {
      log.error("could not look after " + task.arn(), e);
      findings.addFailure();
    }
  }

  private boolean isOfAnActiveReport(Attempt attempt) {
    return reports
        .find(attempt.reportId())
        .filter(found -> found.report().isActive() && found.report().attempt().equals(attempt))
        .isPresent();
  }
}
