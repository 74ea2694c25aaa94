package dev.errand.worker;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.job.Job;
import dev.errand.worker.job.StopSignal;
import dev.errand.worker.progress.Progress;
import dev.errand.worker.progress.ProgressSink;
import dev.errand.worker.progress.ProgressTable;
import dev.errand.worker.records.Pages;
import dev.errand.worker.store.BucketStore;
import dev.errand.worker.store.FencedStore;
import dev.errand.worker.store.FolderStore;
import dev.errand.worker.store.Store;
import dev.errand.worker.tls.NativeTls;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The program. Its environment says what to do; its exit code says how it went: 0, or that of a
 * {@link FailureCode}. On SIGTERM it saves a checkpoint and ends with the code of {@link
 * FailureCode#INTERRUPTED}.
 */
public final class Main {

  /** Less than the stop time-out of the task definition, after which SIGKILL follows. */
  private static final int SECONDS_TO_STOP = 100;

  private final Map<String, String> environment;
  private final Clock clock;
  private final Log log;
  private volatile StopSignal stop;

  Main(Map<String, String> environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
    this.log = new Log(System.err, clock);
  }

  /** Runs the worker; never returns. */
  public static void main(String[] args) {
    runIn(System.getenv());
  }

  /** Runs the worker in this environment; never returns. */
  static void runIn(Map<String, String> environment) {
    Main main = new Main(environment, Clock.systemUTC());
    Exit exit = new Exit(main::interrupt);
    Runtime.getRuntime().addShutdownHook(new Thread(exit::onShutdown, "stop"));
    exit.with(main.run());
  }

  /** Does the work; the exit code. */
  int run() {
    try {
      Settings.attempt(environment).ifPresent(log::tellOf);
      Settings settings = Settings.read(environment, clock.instant());
      log.tellOf(settings.task().execution().attempt(), settings.request().filter().clientId());
      stop = new StopSignal(clock, settings.deadline());
      return run(settings);
    } catch (WorkerFailure failure) {
      return fail(failure);
    }
  }

  private void interrupt() {
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
    try (Progress progress = new Progress(sink(settings), this::complain, clock)) {
      try {
        new Job(
                settings.request(),
                settings.task().execution(),
                new FencedStore(store(settings.destination()), progress::confirm),
                new Pages(settings.records()),
                progress,
                stop,
                settings.checkpointInterval(),
                clock,
                log::info)
            .run();
      } catch (WorkerFailure failure) {
        progress.failed(failure);
        throw failure;
      } catch (RuntimeException | Error fault) {
        WorkerFailure failure =
            new WorkerFailure(
                FailureCode.WORKER_FAULT,
                "The worker failed: " + fault.getClass().getName(),
                fault);
        progress.failed(failure);
        throw failure;
      }
      progress.done();
      return 0;
    }
  }

  private int fail(WorkerFailure failure) {
    if (failure.code() == FailureCode.WORKER_FAULT && failure.getCause() != null) {
      log.fault(failure.getCause());
    }
    log.error(failure.getMessage(), failure.code().word());
    return failure.code().exitCode().orElseThrow();
  }

  private void complain(RuntimeException trouble) {
    log.warn("Progress cannot be written; the report goes on: " + trouble.getMessage());
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
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_STOP);
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
