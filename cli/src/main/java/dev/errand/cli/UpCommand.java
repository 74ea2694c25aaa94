package dev.errand.cli;

import dev.errand.local.stage.Stage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts a local stage and keeps it up until it is interrupted. */
@Command(
    name = "up",
    description = "Starts the local stage and keeps it up.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

  @Mixin StageArguments stageArguments;

  @Override
  public Integer call() throws Exception {
    Terminal terminal = Terminal.standard();
    start(stageArguments, terminal);
    keepUp(terminal);
    return 0;
  }

  /** Starts a stage that is closed when this process ends, and says where its parts answer. */
  static StageFile start(StageArguments arguments, Terminal terminal) throws Exception {
    terminal.line("Starting the local stage in " + arguments.data + " ...");
    Instant begun = Instant.now();
    Stage stage = arguments.open(terminal::line);
    AtomicBoolean ending = new AtomicBoolean();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> end(stage, ending, terminal), "close-stage"));
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
    Duration taken = Duration.between(begun, Instant.now());
    terminal.line("Ready after %.1f s:".formatted(taken.toMillis() / 1000.0));
    for (String part : new String[] {"api", "stepfunctions", "ecs", "dynamodb", "s3", "records"}) {
      terminal.line("  %-14s %s".formatted(part, file.text(part)));
    }
    terminal.line("  %-14s %s".formatted("all of it", file.path()));
    terminal.line("");
    return file;
  }

  private static void end(Stage stage, AtomicBoolean ending, Terminal terminal) {
    ending.set(true);
    terminal.line("Ending the stage; reports that run go on at the next start ...");
    stage.close();
    terminal.line("Ended.");
  }

  static void keepUp(Terminal terminal) throws InterruptedException {
    terminal.line("The stage stays up. Ctrl-C ends it.");
    new CountDownLatch(1).await();
  }
}
