package dev.errand.local.process;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A running {@link Program}.
 *
 * <p>Ctrl-C and the closing of a terminal do not reach it: the stage alone decides when its
 * children end, and in which order.
 */
public final class ChildProcess implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(5);

  /**
   * Waits for a line from the stage, and ends without it. A signal that is ignored stays ignored
   * through exec, and a JVM leaves it so.
   */
  private static final List<String> DETACHED =
      List.of(
          "/bin/sh", "-c", "trap '' INT HUP; read -r go || exit 1; exec \"$0\" \"$@\" </dev/null");

  /**
   * Held while a process starts. A process that starts at the same time would inherit the other end
   * of this one's input, and keep it open after the stage is killed.
   */
  private static final Lock STARTING = new ReentrantLock();

  private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "TMPDIR");

  private final Process process;
  private final CompletableFuture<Integer> exit;

  private ChildProcess(Process process, CompletableFuture<Integer> exit) {
    this.process = process;
    this.exit = exit;
  }

  /**
   * Starts a program. A process of the same name that a killed stage left behind is ended first.
   *
   * <p>The program runs only once its process is remembered. If this JVM is killed before, or the
   * file with its pid cannot be written, the process ends without running the program.
   *
   * @param processes the folder in which running processes are remembered
   * @throws UncheckedIOException if the program cannot be started
   */
  public static ChildProcess start(Path processes, Program program) {
    PidFile pidFile = PidFile.of(processes, program.name());
    PidFile.endOrphans(List.of(pidFile), GRACE);
    try {
      Files.createDirectories(program.directory());
      Files.createDirectories(program.log().toAbsolutePath().getParent());
      Process process = startRemembered(program, pidFile);
      CompletableFuture<Integer> exit =
          process
              .onExit()
              .thenApply(
                  ended -> {
                    pidFile.deleteIfOf(ended.pid());
                    return ended.exitValue();
                  });
      return new ChildProcess(process, exit);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + program.name(), e);
    }
  }

  private static Process startRemembered(Program program, PidFile pidFile) throws IOException {
    STARTING.lock();
    try {
      Process process = builder(program).start();
      release(process, pidFile);
      return process;
    } finally {
      STARTING.unlock();
    }
  }

  /** Remembers the process and lets it become the program. */
  private static void release(Process process, PidFile pidFile) throws IOException {
    try (OutputStream line = process.getOutputStream()) {
      pidFile.write(process.toHandle());
      line.write('\n');
    } catch (IOException e) {
      process.destroyForcibly();
      pidFile.deleteIfOf(process.pid());
      throw e;
    }
  }

  /**
   * Ends every process that a killed stage left behind: those remembered in the folder whose pid
   * and start agree with what is remembered.
   *
   * @param processes the folder in which running processes are remembered
   * @param grace how long they have between SIGTERM and SIGKILL
   */
  public static void endOrphans(Path processes, Duration grace) {
    PidFile.endOrphans(PidFile.all(processes), grace);
  }

  private static ProcessBuilder builder(Program program) {
    List<String> command = new ArrayList<>(DETACHED);
    command.addAll(program.command());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(program.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(program.log().toFile()));
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(INHERITED);
    environment.putAll(program.environment());
    return builder;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes with the exit code; 128 + n after signal n. Cancelling it ends nothing. */
  public CompletableFuture<Integer> exit() {
    return exit.copy();
  }

  /**
   * Sends SIGTERM, and SIGKILL if the process still runs after the grace.
   *
   * @return the same as {@link #exit()}
   */
  public CompletableFuture<Integer> terminate(Duration grace) {
    process.destroy();
    CompletableFuture.delayedExecutor(grace.toMillis(), TimeUnit.MILLISECONDS)
        .execute(process::destroyForcibly);
    return exit();
  }

  /**
   * Sends SIGKILL.
   *
   * @return the same as {@link #exit()}
   */
  public CompletableFuture<Integer> kill() {
    process.destroyForcibly();
    return exit();
  }

  /** Ends the process and waits until it has ended, a few seconds at most. */
  @Override
  public void close() {
    terminate(GRACE).join();
  }
}
