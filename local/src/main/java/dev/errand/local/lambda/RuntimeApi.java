package dev.errand.local.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * The Runtime API of one environment, version 2018-06-01 (Lambda's developer guide, "Using the
 * Lambda runtime API"), with the calls that the runtime interface client makes under SnapStart.
 */
final class RuntimeApi implements AutoCloseable {

  private static final String BASE = "/2018-06-01/runtime/";

  static {
    // Headers and body leave in two writes, which Nagle's algorithm would keep 40 ms apart.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** What an environment does when the runtime in it calls. */
  interface Listener {

    /** Waits for work. */
    Delivery next();

    void succeeded(String requestId, byte[] payload);

    void failed(String requestId, byte[] error);

    void initializationFailed(byte[] error);
  }

  /** An event as the runtime gets it. */
  @SuppressWarnings("ArrayRecordComponent")
  record Delivery(
      String requestId, byte[] event, Instant deadline, String functionArn, String traceHeader) {}

  private final HttpServer server;
  private final Listener listener;

  private RuntimeApi(HttpServer server, Listener listener) {
    this.server = server;
    this.listener = listener;
  }

  static RuntimeApi start(Listener listener, Executor executor) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      RuntimeApi api = new RuntimeApi(server, listener);
      server.setExecutor(executor);
      server.createContext(BASE, api::handle);
      server.start();
      return api;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot serve the Runtime API", e);
    }
  }

  /** As in {@code AWS_LAMBDA_RUNTIME_API}. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String call = exchange.getRequestURI().getPath().substring(BASE.length());
      byte[] body = exchange.getRequestBody().readAllBytes();
      String[] parts = call.split("/", -1);
      if (call.equals("invocation/next")) {
        deliver(exchange, listener.next());
      } else if (parts.length == 3 && parts[0].equals("invocation")) {
        boolean succeeded = parts[2].equals("response");
        if (succeeded) {
          listener.succeeded(parts[1], body);
        } else {
          listener.failed(parts[1], body);
        }
        answer(exchange, 202, "{\"status\":\"OK\"}");
      } else if (call.equals("init/error") || call.equals("restore/error")) {
        listener.initializationFailed(body);
        answer(exchange, 202, "{\"status\":\"OK\"}");
      } else if (call.equals("restore/next")) {
        answer(exchange, 200, "");
      } else {
        answer(exchange, 404, "{\"errorType\":\"InvalidPath\"}");
      }
    } catch (CancellationException | CompletionException ended) {
      // The environment ended while its runtime waited; the runtime cannot read an answer.
      return;
    }
  }

  private static void deliver(HttpExchange exchange, Delivery delivery) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json");
    headers.set("Lambda-Runtime-Aws-Request-Id", delivery.requestId());
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(delivery.deadline().toEpochMilli()));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", delivery.functionArn());
    headers.set("Lambda-Runtime-Trace-Id", delivery.traceHeader());
    exchange.sendResponseHeaders(200, delivery.event().length);
    exchange.getResponseBody().write(delivery.event());
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
