package dev.errand.cli;

import dev.errand.cli.access.StageFile;
import dev.errand.cli.terminal.Terminal;
import dev.errand.local.Checkout;
import dev.errand.local.stage.OwnWorkerMode;
import dev.errand.local.stage.Stage;
import dev.errand.local.stage.StageOptions;
import dev.errand.local.stage.TestSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Starts a stage that is closed when this process ends. */
final class RunningStage {

  private final StageArguments arguments;
  private final Path home;
  private final Terminal terminal;
  private final AtomicBoolean ready = new AtomicBoolean();
  private final AtomicBoolean ending = new AtomicBoolean();

  RunningStage(StageArguments arguments, Path home, Terminal terminal) {
    this.arguments = arguments;
    this.home = home;
    this.terminal = terminal;
  }

  /** Prints the addresses of its parts once they answer. */
  StageFile start() throws IOException, InterruptedException {
    arguments.check();
    try {
      return startStage();
    } catch (RuntimeException e) {
      throw StageFailure.of(e);
    }
  }

  private StageFile startStage() throws IOException, InterruptedException {
    terminal.line("Starting the local stage in " + arguments.data + " ...");
    Instant begun = Instant.now();
    Stage stage = open();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stage), "close-stage"));
    StageFile file;
    try {
      stage.start();
      file = StageFile.in(arguments.data);
    } catch (RuntimeException | IOException e) {
      if (ending.get()) {
        // The process ends with the shutdown hook
        new CountDownLatch(1).await();
      }
      throw e;
    }
    ready.set(true);
    Duration taken = Duration.between(begun, Instant.now());
    terminal.line(String.format(Locale.ROOT, "Ready after %.1f s:", taken.toMillis() / 1000.0));
    for (String part :
        new String[] {"console", "api", "stepfunctions", "ecs", "dynamodb", "s3", "records"}) {
      terminal.line("  %-14s %s".formatted(part, file.text(part)));
    }
    terminal.line("  %-14s %s".formatted("all of it", file.path()));
    terminal.line("");
    return file;
  }

  /** Takes the folder; nothing is started yet. */
  private Stage open() {
    // Set before anything logs; the file is opened, and emptied, once the folder is ours
    System.setProperty(
        "org.slf4j.simpleLogger.logFile",
        arguments.data.resolve("logs").resolve("stage.log").toString());
    return Stage.open(
        new Checkout(home),
        new StageOptions(
            arguments.data,
            arguments.port,
            arguments.records,
            arguments.parameters,
            OwnWorkerMode.valueOf(arguments.workers.name()),
            new TestSettings(arguments.waits, arguments.losesEvents),
            terminal::line));
  }

  private void end(Stage stage) {
    ending.set(true);
    terminal.line("Ending the stage; running reports resume at the next start ...");
    stage.close();
    if (ready.get()) {
      StageArchive.make();
    }
    terminal.line("Ended.");
  }
}
