package dev.errand.worker;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.job.Job;
import dev.errand.worker.job.ReportDefinition;
import dev.errand.worker.job.StopSignal;
import dev.errand.worker.progress.Progress;
import dev.errand.worker.progress.ProgressListener;
import dev.errand.worker.progress.ProgressSink;
import dev.errand.worker.progress.ProgressTable;
import dev.errand.worker.progress.TaskPhase;
import dev.errand.worker.records.PageClient;
import dev.errand.worker.store.BucketStore;
import dev.errand.worker.store.FencedStore;
import dev.errand.worker.store.FolderStore;
import dev.errand.worker.store.Store;
import dev.errand.worker.tls.NativeTls;
import dev.errand.worker.trace.PhaseTimes;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The worker program. The environment has its input. The exit code is 0 or that of a {@link
 * FailureCode}. On SIGTERM it saves a checkpoint, if that is possible at once, and ends within two
 * seconds with the code of {@link FailureCode#INTERRUPTED}.
 */
public final class Main {

  /** The time that the job has to save a checkpoint after a stop. */
  private static final Duration TIME_TO_STOP = Duration.ofMillis(1200);

  /** The time that a stopped worker waits for its last progress to be written. */
  private static final Duration TIME_FOR_LAST_PROGRESS = Duration.ofMillis(500);

  /** The time that a stopped worker waits for its segment to be sent. */
  private static final Duration TIME_FOR_TRACE = Duration.ofMillis(200);

  private final Map<String, String> environment;
  private final Clock clock;
  private final Log log;
  private volatile StopSignal stop;

  Main(Map<String, String> environment, Clock clock, PrintStream err) {
    this.environment = environment;
    this.clock = clock;
    this.log = new Log(err, clock);
  }

  /** Runs the worker; never returns. */
  public static void main(String[] args) {
    runIn(System.getenv());
  }

  /** Runs the worker in this environment; never returns. */
  static void runIn(Map<String, String> environment) {
    Main main = new Main(environment, Clock.systemUTC(), System.err);
    ProcessExit exit = new ProcessExit(main::interrupt);
    Runtime.getRuntime().addShutdownHook(new Thread(exit::onShutdown, "stop"));
    exit.with(main.run());
  }

  /** Runs the job and returns the exit code. */
  int run() {
    try {
      Optional.ofNullable(environment.get("VERSION")).ifPresent(log::setVersion);
      Settings.attempt(environment).ifPresent(log::setAttempt);
      Settings settings = Settings.read(environment, clock.instant(), log::warn);
      log.setAttempt(settings.task().execution().attempt(), settings.report().clientId());
      stop = new StopSignal(clock, settings.deadline());
      return run(settings);
    } catch (WorkerFailure failure) {
      return fail(failure);
    }
  }

  /** Signals the job to stop. */
  void interrupt() {
    StopSignal signal = stop;
    if (signal != null) {
      signal.interrupt();
    }
  }

  private int run(Settings settings) {
    boolean isSecure = "https".equals(settings.report().api().baseUrl().getScheme());
    if (!NativeTls.use() && isSecure) {
      log.warn("Conscrypt has no library for this machine: the JDK's TLS is used instead");
    }
    System.setProperty(
        "http.maxConnections", String.valueOf(settings.report().api().connections()));
    Supervisor supervisor = new Supervisor(stop);
    PhaseTimes phases = new PhaseTimes(clock);
    try (Progress progress =
        new Progress(sink(settings), listener(phases), this::warnOfProgress, clock)) {
      try {
        supervisor.run(job(settings, settings.report().definition(), progress)::run, TIME_TO_STOP);
      } catch (RuntimeException | Error fault) {
        WorkerFailure failure = asFailure(fault);
        writeLast(supervisor, () -> progress.failed(failure), TIME_FOR_LAST_PROGRESS);
        sendTrace(supervisor, settings, phases, Optional.of(failure.code()));
        throw failure;
      }
      writeLast(supervisor, progress::done, TIME_FOR_LAST_PROGRESS);
      sendTrace(supervisor, settings, phases, Optional.empty());
      return 0;
    }
  }

  private ProgressListener listener(PhaseTimes phases) {
    return new ProgressListener() {
      @Override
      public void entered(TaskPhase phase) {
        phases.enter(phase);
      }

      @Override
      public void read(long records, Duration time) {
        log.read(records, time);
      }
    };
  }

  private Job job(Settings settings, ReportDefinition definition, Progress progress) {
    return new Job(
        definition,
        settings.task().execution(),
        new FencedStore(store(settings.destination()), progress::confirm),
        new PageClient(settings.report().api(), log::warn, progress::retries),
        progress,
        stop,
        settings.checkpointInterval(),
        clock,
        log::info);
  }

  private static WorkerFailure asFailure(Throwable fault) {
    return fault instanceof WorkerFailure failure
        ? failure
        : new WorkerFailure(
            FailureCode.WORKER_FAULT, "The worker failed: " + fault.getClass().getName(), fault);
  }

  private void sendTrace(
      Supervisor supervisor, Settings settings, PhaseTimes phases, Optional<FailureCode> failure) {
    if (settings.trace().isPresent()) {
      TaskTrace trace =
          new TaskTrace(
              settings.trace().get(),
              settings.task().execution().attempt(),
              Optional.ofNullable(environment.get("VERSION")),
              settings.xRay());
      writeLast(supervisor, () -> trace.send(phases.soFar(), failure, log::warn), TIME_FOR_TRACE);
    }
  }

  /**
   * Writes what is written last. A stop ends the wait after some time and does not change the
   * result of the job.
   */
  private static void writeLast(Supervisor supervisor, Runnable last, Duration time) {
    try {
      supervisor.run(last, time);
    } catch (WorkerFailure stopped) {
      // the exit code has the same information
    }
  }

  private int fail(WorkerFailure failure) {
    if (failure.code() == FailureCode.WORKER_FAULT && failure.getCause() != null) {
      log.fault(failure.getCause());
    }
    log.error(failure.getMessage(), failure.code().word());
    return failure.code().exitCode().orElseThrow();
  }

  private void warnOfProgress(String reason) {
    log.warn("Progress cannot be written; the report continues: " + reason);
  }

  private static Store store(Settings.Destination destination) {
    if (destination instanceof Settings.Destination.Folder folder) {
      return new FolderStore(folder.path());
    }
    return BucketStore.connect(((Settings.Destination.Bucket) destination).name());
  }

  private static Supplier<ProgressSink> sink(Settings settings) {
    return () ->
        settings
            .table()
            .<ProgressSink>map(
                table -> ProgressTable.connect(table, settings.task(), settings.retention()))
            .orElse(snapshot -> {});
  }
}
