package dev.errand.worker.progress;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.records.Retries;
import dev.errand.worker.thread.DaemonThreads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tracks the progress of a worker. A separate thread writes it every two seconds. */
public final class Progress implements AutoCloseable {

  private static final int SECONDS = 2;

  private static final Duration NOTIFY_INTERVAL = Duration.ofMinutes(1);

  /** The maximum time of a write, see {@link ProgressTable}. */
  private static final int CONFIRM_SECONDS = 10;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(new DaemonThreads("progress"));
  private final Supplier<ProgressSink> connect;
  private final ProgressListener listener;
  private final Consumer<String> onWriteFailure;
  private final Clock clock;
  private final Instant startedAt;
  private volatile TaskPhase phase = TaskPhase.STARTING;
  private volatile long resumedAt;
  private volatile long records;
  private volatile OptionalLong total = OptionalLong.empty();
  private long notifiedRecords;
  private Instant notifiedAt = Instant.MAX;
  private volatile Retries retries = Retries.NONE;
  private ProgressSink sink;
  private boolean writeFailureReported;
  private volatile boolean superseded;

  /**
   * Starts to write progress.
   *
   * @param connect creates the sink; it may take some time
   * @param listener follows the work
   * @param onWriteFailure receives the reason of the first write that fails
   */
  @SuppressWarnings("FutureReturnValueIgnored") // write throws nothing
  public Progress(
      Supplier<ProgressSink> connect,
      ProgressListener listener,
      Consumer<String> onWriteFailure,
      Clock clock) {
    this.connect = connect;
    this.listener = listener;
    this.onWriteFailure = onWriteFailure;
    this.clock = clock;
    this.startedAt = clock.instant();
    thread.scheduleWithFixedDelay(() -> write(Optional.empty()), 0, SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Records that the worker starts to read.
   *
   * @param recordsSoFar the number of records that earlier tasks have read
   */
  public void reading(long recordsSoFar) {
    notifyListener();
    resumedAt = recordsSoFar;
    records = recordsSoFar;
    markNotified(recordsSoFar, clock.instant());
    enter(TaskPhase.READING);
  }

  /** Sets the number of all records, if it is known. */
  public void total(OptionalLong totalRecords) {
    total = totalRecords;
  }

  /** Sets the number of records in the report. */
  public void records(long count) {
    records = count;
  }

  /** Sets the retries of this task. */
  public void retries(Retries current) {
    retries = current;
  }

  /** Records that all records are in the report. */
  public void finishing() {
    total = OptionalLong.of(records);
    notifyListener();
    enter(TaskPhase.FINISHING);
  }

  /** Writes that the report is complete and ends the writes. */
  public void done() {
    enter(TaskPhase.DONE);
    last(Optional.empty());
  }

  /** Writes that the worker failed and ends the writes. */
  public void failed(WorkerFailure failure) {
    notifyListener();
    last(Optional.of(failure));
  }

  /**
   * Writes immediately, so that no earlier task continues. Returns if this is the latest task, or
   * if progress cannot be written.
   *
   * @throws WorkerFailure if a later task has started
   */
  public void confirm() {
    try {
      thread.submit(() -> write(Optional.empty())).get(CONFIRM_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      // the write reports its own failure
    }
    if (superseded) {
      throw new WorkerFailure(
          FailureCode.SUPERSEDED,
          "A later task of this report has started. This task ends; the later task has the checkpoint.");
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void enter(TaskPhase next) {
    phase = next;
    listener.entered(next);
  }

  /** Notifies the listener of the records that were read since its last notification. */
  private synchronized void notifyListener() {
    if (phase == TaskPhase.READING) {
      Instant now = clock.instant();
      listener.read(records - notifiedRecords, Duration.between(notifiedAt, now));
      markNotified(records, now);
    }
  }

  private synchronized void notifyAfterAMinute() {
    if (phase == TaskPhase.READING
        && Duration.between(notifiedAt, clock.instant()).compareTo(NOTIFY_INTERVAL) >= 0) {
      notifyListener();
    }
  }

  private synchronized void markNotified(long count, Instant now) {
    notifiedRecords = count;
    notifiedAt = now;
  }

  private void last(Optional<WorkerFailure> failure) {
    ExecutorService last = thread;
    last.execute(() -> write(failure));
    last.shutdown();
    try {
      if (!last.awaitTermination(5, TimeUnit.SECONDS)) {
        last.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(Optional<WorkerFailure> failure) {
    notifyAfterAMinute();
    try {
      if (sink == null) {
        sink = connect.get();
      }
      sink.write(snapshot(failure));
    } catch (SupersededException e) {
      superseded = true;
    } catch (RuntimeException e) {
      if (!writeFailureReported) {
        writeFailureReported = true;
        onWriteFailure.accept(
            e instanceof ProgressWriteException ? e.getMessage() : e.getClass().getSimpleName());
      }
    }
  }

  private Snapshot snapshot(Optional<WorkerFailure> failure) {
    Instant now = clock.instant();
    long millis = Math.max(1, Duration.between(startedAt, now).toMillis());
    return new Snapshot(
        phase,
        records,
        total,
        Math.max(0, records - resumedAt) * 1000 / millis,
        startedAt,
        now,
        retries,
        failure);
  }
}
