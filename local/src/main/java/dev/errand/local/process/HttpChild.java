package dev.errand.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A child process that serves HTTP on a port of the loopback interface. If it ends before it is
 * closed, it is started again on the same port.
 */
public final class HttpChild implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpChild.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
  private static final Duration BETWEEN_RESTARTS = Duration.ofSeconds(1);
  private static final int PORTS_TO_TRY = 3;
  private static final int LOG_LINES = 5;

  private final Path processes;
  private final IntFunction<Program> programs;
  private Program program;
  private URI endpoint;
  private ChildProcess process;
  private boolean closed;

  /**
   * A server that is not started yet.
   *
   * @param processes the folder in which running processes are remembered
   * @param programs gives the program that serves on a port
   */
  public HttpChild(Path processes, IntFunction<Program> programs) {
    this.processes = processes;
    this.programs = programs;
  }

  /**
   * Starts it on a free port and waits until it answers.
   *
   * @throws IllegalStateException if it ends or does not answer in time, with the last lines of its
   *     log, or if it is closed meanwhile
   */
  public void start() {
    for (int tried = 1; !answers(launch(freePort())); tried++) {
      if (tried == PORTS_TO_TRY) {
        throw new IllegalStateException(
            "%s did not start; the end of its log, %s:%n%s"
                .formatted(program.name(), program.log(), lastLines(program.log())));
      }
    }
    watch(process);
  }

  private synchronized ChildProcess launch(int port) {
    if (process != null) {
      process.close();
    }
    requireOpen();
    program = programs.apply(port);
    endpoint = URI.create("http://127.0.0.1:" + port);
    process = ChildProcess.start(processes, program);
    return process;
  }

  private synchronized void requireOpen() {
    if (closed) {
      throw new IllegalStateException("closed before it had started");
    }
  }

  /** The base URL, {@code http://127.0.0.1:PORT}. */
  public synchronized URI endpoint() {
    return endpoint;
  }

  /** Of the process that serves now. */
  public synchronized long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    ChildProcess last;
    synchronized (this) {
      closed = true;
      last = process;
    }
    if (last != null) {
      last.close();
    }
  }

  private void watch(ChildProcess running) {
    var unused = running.exit().thenAccept(this::ended);
  }

  private synchronized void ended(int exitCode) {
    if (closed) {
      return;
    }
    LOG.warn(
        "{} ended with exit code {} and is started again; its log is {}",
        program.name(),
        exitCode,
        program.log());
    restartLater();
  }

  private void restartLater() {
    CompletableFuture.delayedExecutor(BETWEEN_RESTARTS.toMillis(), TimeUnit.MILLISECONDS)
        .execute(this::restart);
  }

  private synchronized void restart() {
    if (closed) {
      return;
    }
    try {
      process = ChildProcess.start(processes, program);
      watch(process);
    } catch (UncheckedIOException e) {
      LOG.warn("{}, and is tried again: {}", e.getMessage(), e.getCause().getMessage());
      restartLater();
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no port of the loopback interface is free", e);
    }
  }

  /** Accepts any HTTP response; the process that answers must be the child. */
  private boolean answers(ChildProcess process) {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(endpoint()).timeout(START_LIMIT).build();
    Instant limit = Instant.now().plus(START_LIMIT);
    while (process.isAlive() && Instant.now().isBefore(limit)) {
      try {
        http.send(request, BodyHandlers.discarding());
        return process.isAlive();
      } catch (IOException notYet) {
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted before it had started", e);
      }
    }
    requireOpen();
    return false;
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_TRIES.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String lastLines(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException e) {
      return "(there is none)";
    }
  }
}
