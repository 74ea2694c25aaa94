package dev.errand.functions.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/**
 * The side of the Lambda Runtime API that Lambda itself plays, for one function. Source: AWS Lambda
 * Developer Guide, "Using the Lambda runtime API".
 */
final class RuntimeApi implements AutoCloseable {

  private static final String ROOT = "/2018-06-01/runtime/";

  /** An event on its way to the function and its answer on the way back. */
  private record Invocation(
      String id, String event, Duration timeout, CompletableFuture<String> answer) {}

  private final SynchronousQueue<Invocation> next = new SynchronousQueue<>();
  private final CompletableFuture<Void> atSnapshot = new CompletableFuture<>();
  private final CompletableFuture<Void> restored = new CompletableFuture<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile Invocation running;

  RuntimeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(ROOT, this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Waits until the function has done what it does before a snapshot. */
  void awaitSnapshot() throws Exception {
    atSnapshot.get(60, TimeUnit.SECONDS);
  }

  /** Lets the function go on as if it were restored from the snapshot. */
  void restore() {
    restored.complete(null);
  }

  /** The function's answer; fails with what the function failed with. */
  String invoke(String event, Duration timeout) throws Exception {
    Invocation invocation =
        new Invocation(UUID.randomUUID().toString(), event, timeout, new CompletableFuture<>());
    if (!next.offer(invocation, 60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the function does not ask for work");
    }
    return invocation.answer().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(ROOT.length());
    try (exchange) {
      if (path.equals("invocation/next")) {
        handOut(exchange);
        return;
      }
      if (path.equals("restore/next")) {
        atSnapshot.complete(null);
        restored.join();
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (path.equals("init/error")) {
        next.take().answer().completeExceptionally(new IllegalStateException(body));
      } else if (path.endsWith("/response")) {
        running.answer().complete(body);
      } else {
        running.answer().completeExceptionally(new IllegalStateException(body));
      }
      exchange.sendResponseHeaders(202, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handOut(HttpExchange exchange) throws IOException, InterruptedException {
    running = next.take();
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", running.id());
    exchange
        .getResponseHeaders()
        .set(
            "Lambda-Runtime-Deadline-Ms",
            Long.toString(System.currentTimeMillis() + running.timeout().toMillis()));
    exchange
        .getResponseHeaders()
        .set(
            "Lambda-Runtime-Invoked-Function-Arn",
            "arn:aws:lambda:us-east-1:123456789012:function:f");
    byte[] event = running.event().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, event.length);
    exchange.getResponseBody().write(event);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
