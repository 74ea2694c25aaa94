package dev.errand.cli;

import dev.errand.cli.exit.CommandFailure;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Table;
import dev.errand.cli.terminal.Table.Column;
import dev.errand.cli.terminal.Text;
import dev.errand.local.Checkout;
import dev.errand.local.workercheck.CheckSettings;
import dev.errand.local.workercheck.Finding;
import dev.errand.local.workercheck.WorkerCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the check of a worker and prints its findings. */
final class RunningCheck {

  private static final int SECONDS_TO_CLOSE = 20;

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("RESULT", "result"),
          Column.text("RULE", "rule"),
          Column.text("SEEN", "seen"),
          Column.text("SEE", "reference"));

  private final CheckWorkerCommand arguments;

  RunningCheck(CheckWorkerCommand arguments) {
    this.arguments = arguments;
  }

  /**
   * Runs it in a new folder, which stays if a rule is broken: it has the logs of the tasks.
   *
   * @return success only if all mandatory rules hold
   */
  ExitCode run() throws IOException {
    Path folder =
        Files.createTempDirectory(Files.createDirectories(arguments.data), "check-worker-")
            .toAbsolutePath();
    System.setProperty("org.slf4j.simpleLogger.logFile", folder.resolve("check.log").toString());
    CheckSettings settings =
        new CheckSettings(
            new Checkout(arguments.context.home()),
            arguments.type,
            folder,
            Path.of("").toAbsolutePath(),
            arguments.command,
            arguments.variables,
            arguments.secrets(),
            arguments.request(),
            arguments.invalidRequest(),
            arguments.timeLimit,
            arguments.stopTimeout);
    List<Finding> findings = closedAtExit(settings);
    boolean holds = findings.stream().noneMatch(Finding::isFailure);
    if (arguments.output.isForPeople()) {
      arguments.context.out().line(holds ? "It is a worker." : "It is not a worker.");
    } else {
      arguments.output.print(arguments.context.out(), answer(findings, holds));
    }
    if (holds) {
      delete(folder);
    } else {
      arguments.context.errors().line("The logs of its tasks are in " + folder.resolve("logs"));
    }
    return holds ? ExitCode.SUCCESS : ExitCode.REPORT_FAILED;
  }

  /** An interrupted check ends its processes before this process ends. */
  private List<Finding> closedAtExit(CheckSettings settings) throws CommandFailure {
    CountDownLatch closed = new CountDownLatch(1);
    Thread check = Thread.currentThread();
    Thread hook =
        new Thread(
            () -> {
              check.interrupt();
              awaitClosed(closed);
            },
            "close-check");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return WorkerCheck.run(settings, this::show);
    } catch (RuntimeException e) {
      throw StageFailure.of(e);
    } finally {
      closed.countDown();
      remove(hook);
    }
  }

  private static void awaitClosed(CountDownLatch closed) {
    try {
      boolean unused = closed.await(SECONDS_TO_CLOSE, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // the hook runs
    }
  }

  private void show(Finding finding) {
    if (arguments.output.isForPeople()) {
      arguments
          .context
          .out()
          .line("%-4s  %s".formatted(result(finding), Text.plain(finding.rule().text())));
      arguments
          .context
          .out()
          .line("      %s [%s]".formatted(Text.plain(finding.seen()), finding.rule().reference()));
    }
  }

  private static String result(Finding finding) {
    return finding.holds() ? "pass" : finding.isFailure() ? "FAIL" : "warn";
  }

  private static Answer answer(List<Finding> findings, boolean holds) {
    return new Answer(
        Json.object(
            "is_worker",
            holds,
            "rules",
            Json.array(findings.stream().map(RunningCheck::json).toList())),
        () -> new Table(COLUMNS, findings.stream().map(RunningCheck::row).toList()),
        findings.stream()
            .filter(Finding::isFailure)
            .map(finding -> finding.rule().word())
            .toList());
  }

  private static Json json(Finding finding) {
    return Json.object(
        "rule",
        finding.rule().word(),
        "mandatory",
        finding.rule().isMandatory(),
        "holds",
        finding.holds(),
        "seen",
        finding.seen(),
        "reference",
        finding.rule().reference());
  }

  private static List<String> row(Finding finding) {
    return List.of(
        result(finding),
        finding.rule().text(),
        Text.plain(finding.seen()),
        finding.rule().reference());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
