package dev.errand.local.container;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A call of an engine's command that ends by itself, with the environment of the stage.
 *
 * @param command the executable and its arguments
 * @param limit after which it is killed
 */
record EngineCall(List<String> command, Duration limit) {

  /** Lines of output that are kept; a build prints more. */
  private static final int KEPT_LINES = 200;

  private static final int KILLED = 137;

  /**
   * How it ended.
   *
   * @param output its last lines, of both streams
   */
  record Ended(int exitCode, List<String> output) {

    boolean isSuccess() {
      return exitCode == 0;
    }

    /** Its last line that is not blank; empty if there is none. */
    String lastLine() {
      return output.stream()
          .filter(line -> !line.isBlank())
          .reduce((first, second) -> second)
          .map(String::strip)
          .orElse("");
    }
  }

  Ended run() {
    return run(line -> {});
  }

  /**
   * Waits for the end.
   *
   * @param lines gets each line of output as it comes
   * @throws IllegalStateException if this thread is interrupted; the process is killed then
   */
  Ended run(Consumer<String> lines) {
    Process process = start();
    CompletableFuture<List<String>> output =
        CompletableFuture.supplyAsync(() -> read(process, lines), EngineCall::inOwnThread);
    try {
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.destroyForcibly();
        return new Ended(
            KILLED, List.of("it did not end within %d seconds".formatted(limit.toSeconds())));
      }
      return new Ended(process.exitValue(), output.join());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + command.get(0) + " ran", e);
    }
  }

  private Process start() {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command.get(0), e);
    }
  }

  /** In a thread of its own: a build takes minutes, and the common pool may have one thread. */
  private static void inOwnThread(Runnable reading) {
    Thread thread = new Thread(reading, "engine-output");
    thread.setDaemon(true);
    thread.start();
  }

  private static List<String> read(Process process, Consumer<String> lines) {
    List<String> last = new ArrayList<>();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.accept(line);
        if (last.size() == KEPT_LINES) {
          last.remove(0);
        }
        last.add(line);
      }
    } catch (IOException killed) {
      // what was read is kept
    }
    return List.copyOf(last);
  }
}
