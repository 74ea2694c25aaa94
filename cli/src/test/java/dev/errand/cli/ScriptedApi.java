package dev.errand.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A server on the loopback interface that gives scripted answers, valid or broken. */
final class ScriptedApi implements AutoCloseable {

  /** How one call is answered. */
  @FunctionalInterface
  interface Reply {
    void to(HttpExchange call) throws IOException;
  }

  /** A call that came in. */
  record Call(String method, URI uri, Map<String, List<String>> headers, String body) {

    String header(String name) {
      return headers.getOrDefault(name, List.of("")).get(0);
    }
  }

  private final HttpServer server;
  private final Map<String, Deque<Reply>> replies = new ConcurrentHashMap<>();
  private final List<Call> calls = new ArrayList<>();

  ScriptedApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers calls of a path one after the other; the last answer stays. */
  ScriptedApi on(String path, Reply... inOrder) {
    replies.put(path, new ArrayDeque<>(List.of(inOrder)));
    return this;
  }

  /** All calls so far. */
  List<Call> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  List<Call> calls(String path) {
    return calls().stream().filter(call -> call.uri().getPath().equals(path)).toList();
  }

  static Reply json(int status, String body) {
    return body(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  static Reply html(int status) {
    return body(
        status, "text/html", "<html><h1>Bad Gateway</h1></html>".getBytes(StandardCharsets.UTF_8));
  }

  static Reply body(int status, String type, byte[] body) {
    return call -> {
      call.getResponseHeaders().add("Content-Type", type);
      call.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      call.getResponseBody().write(body);
    };
  }

  /** Ends the connection after a part of the body. */
  static Reply cut(int status, byte[] body, int after) {
    return call -> {
      call.getResponseHeaders().add("Content-Type", "application/octet-stream");
      call.sendResponseHeaders(status, body.length);
      call.getResponseBody().write(body, 0, after);
      call.getResponseBody().flush();
      throw new IOException("cut");
    };
  }

  /** As S3 does: the whole, or what a Range asks for. */
  static Reply file(byte[] content) {
    return call -> {
      String range = call.getRequestHeaders().getFirst("Range");
      int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=([0-9]+)-", "$1"));
      call.getResponseHeaders()
          .add(
              "Content-Range",
              "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
      call.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
      call.getResponseBody().write(content, from, content.length - from);
    };
  }

  static Reply with(String header, String value, Reply reply) {
    return call -> {
      call.getResponseHeaders().add(header, value);
      reply.to(call);
    };
  }

  private void answer(HttpExchange call) throws IOException {
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    synchronized (calls) {
      calls.add(
          new Call(
              call.getRequestMethod(),
              call.getRequestURI(),
              Map.copyOf(call.getRequestHeaders()),
              body));
    }
    Deque<Reply> inOrder = replies.get(call.getRequestURI().getPath());
    Reply reply =
        inOrder == null
            ? json(404, "{\"detail\": \"There is no report with this id.\"}")
            : inOrder.size() > 1 ? inOrder.poll() : inOrder.peek();
    try (call) {
      reply.to(call);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
