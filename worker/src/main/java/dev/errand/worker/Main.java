package dev.errand.worker;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.job.Job;
import dev.errand.worker.job.StopSignal;
import dev.errand.worker.progress.Progress;
import dev.errand.worker.progress.ProgressSink;
import dev.errand.worker.progress.ProgressTable;
import dev.errand.worker.records.PageClient;
import dev.errand.worker.store.BucketStore;
import dev.errand.worker.store.FencedStore;
import dev.errand.worker.store.FolderStore;
import dev.errand.worker.store.Store;
import dev.errand.worker.tls.NativeTls;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The program. Its environment says what to do; its exit code says how it went: 0, or that of a
 * {@link FailureCode}. On SIGTERM it saves a checkpoint, if that can be done at once, and ends
 * within two seconds with the code of {@link FailureCode#INTERRUPTED}.
 */
public final class Main {

  /** How long the job has to save a checkpoint once it has to stop. */
  private static final Duration TIME_TO_STOP = Duration.ofMillis(1200);

  /** How long a worker that has to stop waits until its last progress is written. */
  private static final Duration TIME_TO_TELL = Duration.ofMillis(500);

  /** When the process ends after SIGTERM, even if the main thread does not. */
  private static final Duration LAST_MOMENT = Duration.ofMillis(1950);

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
    Exit exit = new Exit(main::interrupt);
    Runtime.getRuntime().addShutdownHook(new Thread(exit::onShutdown, "stop"));
    exit.with(main.run());
  }

  /** Does the work; the exit code. */
  int run() {
    try {
      Optional.ofNullable(environment.get("VERSION")).ifPresent(log::setVersion);
      Settings.attempt(environment).ifPresent(log::setAttempt);
      Settings settings = Settings.read(environment, clock.instant());
      log.setAttempt(settings.task().execution().attempt(), settings.request().filter().clientId());
      stop = new StopSignal(clock, settings.deadline());
      return run(settings);
    } catch (WorkerFailure failure) {
      return fail(failure);
    }
  }

  /** Tells the work to stop. */
  void interrupt() {
    StopSignal signal = stop;
    if (signal != null) {
      signal.interrupt();
    }
  }

  private int run(Settings settings) {
    if ("https".equals(settings.records().baseUrl().getScheme())) {
      NativeTls.use(log::warn);
    }
    System.setProperty("http.maxConnections", String.valueOf(settings.records().connections()));
    Supervisor supervisor = new Supervisor(stop);
    try (Progress progress = new Progress(sink(settings), this::warnOfProgress, clock)) {
      try {
        supervisor.run(job(settings, progress)::run, TIME_TO_STOP);
      } catch (RuntimeException | Error fault) {
        WorkerFailure failure = asFailure(fault);
        tell(supervisor, () -> progress.failed(failure));
        throw failure;
      }
      tell(supervisor, progress::done);
      return 0;
    }
  }

  private Job job(Settings settings, Progress progress) {
    return new Job(
        settings.request(),
        settings.task().execution(),
        new FencedStore(store(settings.destination()), progress::confirm),
        new PageClient(settings.records(), log::warn, progress::waiting),
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

  /** Tells how it went; a stop does not wait for the table, nor does it change how it went. */
  private static void tell(Supervisor supervisor, Runnable last) {
    try {
      supervisor.run(last, TIME_TO_TELL);
    } catch (WorkerFailure stopped) {
      // the exit code tells it as well
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
    log.warn("Progress cannot be written; the report goes on: " + reason);
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

  /** Ends the process once, whether the work is done or a signal came first. */
  private static final class Exit {
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Runnable interrupt;
    private volatile int code = FailureCode.INTERRUPTED.exitCode().orElseThrow();

    Exit(Runnable interrupt) {
      this.interrupt = interrupt;
    }

    void with(int exitCode) {
      code = exitCode;
      finished.countDown();
      System.exit(exitCode);
    }

    void onShutdown() {
      if (finished.getCount() == 0) {
        return;
      }
      awaitFinish();
      Runtime.getRuntime().halt(code);
    }

    private void awaitFinish() {
      long end = System.nanoTime() + LAST_MOMENT.toNanos();
      try {
        while (!finished.await(50, TimeUnit.MILLISECONDS) && System.nanoTime() < end) {
          interrupt.run();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
