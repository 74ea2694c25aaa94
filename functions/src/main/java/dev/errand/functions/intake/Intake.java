package dev.errand.functions.intake;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.errand.core.ReportId;
import dev.errand.functions.execution.BestEffort;
import dev.errand.functions.execution.ExecutionsUnavailableException;
import dev.errand.functions.http.Caller;
import dev.errand.functions.http.Fingerprint;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Retention;
import dev.errand.functions.report.Status;
import dev.errand.functions.report.Submission;
import dev.errand.functions.report.TaskLimit;
import dev.errand.functions.store.IdempotencyKey;
import dev.errand.functions.store.IdempotencyKeyStore;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.store.SaveResult;
import dev.errand.functions.tasklimit.TaskScheduler;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Takes reports in: stores first, then starts. A report that is stored but was not started is
 * started when its client sends the request again, or else by the reconciler.
 */
final class Intake {

  private final ReportStore reports;
  private final IdempotencyKeyStore keys;
  private final TaskScheduler scheduler;
  private final Retention retention;
  private final TaskLimit limit;
  private final int maxActiveReports;
  private final Clock clock;

  Intake(
      ReportStore reports,
      IdempotencyKeyStore keys,
      TaskScheduler scheduler,
      Retention retention,
      TaskLimit limit,
      int maxActiveReports,
      Clock clock) {
    this.reports = reports;
    this.keys = keys;
    this.scheduler = scheduler;
    this.retention = retention;
    this.limit = limit;
    this.maxActiveReports = maxActiveReports;
    this.clock = clock;
  }

  SubmitResult submit(Submission submission, Caller caller, Optional<String> key) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    ReportId id = newId(now);
    Report report = Report.accepted(id, submission, now, retention, limit);
    String fingerprint = Fingerprint.of(submission.text());
    SaveResult saved =
        reports.accept(
            report,
            report.requestedBy(caller.principal()),
            key.map(
                name ->
                    new IdempotencyKey(
                        caller.id(),
                        name,
                        fingerprint,
                        id,
                        now.plus(IdempotencyKey.REMEMBERED_FOR))),
            maxActiveReports,
            now);
    return switch (saved) {
      case STORED -> {
        yield new SubmitResult.Accepted(report, start(report));
      }
      case KEY_TAKEN -> replay(caller.id(), key.orElseThrow(), fingerprint, now);
      case LIMIT_REACHED -> new SubmitResult.LimitReached(maxActiveReports);
      case CHANGED -> throw new IllegalStateException("a new id is in use: " + id);
    };
  }

  /** Returns what {@link #submit} would return, without storing anything. */
  SubmitResult preview(Submission submission, String caller, Optional<String> key) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Optional<IdempotencyKey> found = key.flatMap(name -> keys.find(caller, name, now));
    if (found.isPresent()) {
      return found.get().fingerprint().equals(Fingerprint.of(submission.text()))
          ? new SubmitResult.Replayed(report(found.get()), Optional.empty())
          : new SubmitResult.KeyReused();
    }
    if (reports.activeReports(submission.clientId().orElseThrow()) >= maxActiveReports) {
      return new SubmitResult.LimitReached(maxActiveReports);
    }
    return new SubmitResult.Accepted(
        Report.accepted(newId(now), submission, now, retention), Optional.empty());
  }

  private SubmitResult replay(String caller, String key, String fingerprint, Instant now) {
    Optional<IdempotencyKey> found = keys.find(caller, key, now);
    if (found.isPresent() && !found.get().fingerprint().equals(fingerprint)) {
      return new SubmitResult.KeyReused();
    }
    Report report =
        found
            .flatMap(known -> reports.find(known.reportId()))
            .orElseThrow(
                () -> new IllegalStateException("the report of an idempotency key is missing"))
            .report();
    return new SubmitResult.Replayed(
        report, report.status() == Status.QUEUED ? start(report) : Optional.empty());
  }

  private Report report(IdempotencyKey key) {
    return reports
        .find(key.reportId())
        .orElseThrow(() -> new IllegalStateException("no report " + key.reportId() + " to its key"))
        .report();
  }

  private static ReportId newId(Instant now) {
    return new ReportId(UlidCreator.getUlid(now.toEpochMilli()).toString());
  }

  private Optional<ExecutionsUnavailableException> start(Report report) {
    return BestEffort.tryCall(() -> scheduler.start(report));
  }
}
