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
  private final Program program;
  private final URI endpoint;
  private ChildProcess process;
  private boolean closed;

  private HttpChild(Path processes, Program program, URI endpoint, ChildProcess process) {
    this.processes = processes;
    this.program = program;
    this.endpoint = endpoint;
    this.process = process;
  }

  /**
   * Starts a server on a free port and waits until it answers.
   *
   * @param processes the folder in which running processes are remembered
   * @param program gives the program that serves on a port
   * @throws IllegalStateException if it ends or does not answer in time, with its last words
   */
  public static HttpChild start(Path processes, IntFunction<Program> program) {
    for (int tried = 1; ; tried++) {
      int port = freePort();
      URI endpoint = URI.create("http://127.0.0.1:" + port);
      Program server = program.apply(port);
      ChildProcess process = ChildProcess.start(processes, server);
      if (answers(process, endpoint)) {
        HttpChild child = new HttpChild(processes, server, endpoint, process);
        child.watch(process);
        return child;
      }
      process.close();
      if (tried == PORTS_TO_TRY) {
        throw new IllegalStateException(
            "%s did not start: %s".formatted(server.name(), lastWords(server.log())));
      }
    }
  }

  /** The base URL, {@code http://127.0.0.1:PORT}. */
  public URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    ChildProcess last;
    synchronized (this) {
      closed = true;
      last = process;
    }
    last.close();
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

  /** Any HTTP response will do; the one that answers has to be the child. */
  private static boolean answers(ChildProcess process, URI endpoint) {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(endpoint).timeout(START_LIMIT).build();
    Instant limit = Instant.now().plus(START_LIMIT);
    while (process.isAlive() && Instant.now().isBefore(limit)) {
      try {
        http.send(request, BodyHandlers.discarding());
        return process.isAlive();
      } catch (IOException notYet) {
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_TRIES.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String lastWords(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException e) {
      return "it left no log at " + log;
    }
  }
}
