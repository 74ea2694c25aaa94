import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Lambda's side of one environment: hands out one event, keeps a snapshot waiting until told to restore it. */
final class RuntimeApi implements AutoCloseable {

  private final String event;
  private final CompletableFuture<Void> atSnapshot = new CompletableFuture<>();
  private final CountDownLatch restore = new CountDownLatch(1);
  private final CompletableFuture<Long> answeredAt = new CompletableFuture<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  RuntimeApi(String event) throws IOException {
    this.event = event;
    this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(threads);
    server.createContext("/2018-06-01/runtime/", this::handle);
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  void awaitSnapshot() throws Exception {
    CompletableFuture.anyOf(atSnapshot, answeredAt).get(60, TimeUnit.SECONDS);
  }

  void restore() {
    restore.countDown();
  }

  /** When the answer came, by the nano clock. */
  long answeredAt() throws Exception {
    return answeredAt.get(60, TimeUnit.SECONDS);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    try (exchange) {
      if (path.endsWith("/restore/next")) {
        atSnapshot.complete(null);
        restore.await();
        exchange.sendResponseHeaders(200, -1);
      } else if (path.endsWith("/invocation/next")) {
        if (answeredAt.isDone()) {
          Thread.sleep(60_000);
        }
        byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", "1");
        exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:123456789012:function:f");
        exchange.getResponseHeaders().set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 60_000));
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
      } else {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        long now = System.nanoTime();
        if (path.endsWith("/response") && body.contains("202")) {
          answeredAt.complete(now);
        } else {
          answeredAt.completeExceptionally(new IllegalStateException(path + " " + body));
        }
        exchange.sendResponseHeaders(202, -1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
