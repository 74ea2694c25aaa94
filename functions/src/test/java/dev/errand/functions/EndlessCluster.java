package dev.errand.functions;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** ECS with a cluster whose list of running tasks has no end: each page names another. */
final class EndlessCluster implements AutoCloseable {

  private static final String TASK = "arn:aws:ecs:us-east-1:123456789012:task/errand/%032x";
  private static final String PAGE =
      """
      {"taskArns": ["%s"], "nextToken": "more"}""";
  private static final String DESCRIPTION =
      """
      {"tasks": [{"taskArn": "%s", "createdAt": 1795514400, "overrides": {"containerOverrides":
        [{"name": "worker", "environment": [{"name": "EXECUTION_NAME", "value": "one"}]}]}}]}""";

  private final AtomicInteger lists = new AtomicInteger();
  private final HttpServer server;

  EndlessCluster() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How many pages of the list were read. */
  int lists() {
    return lists.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      String answer =
          switch (target.substring(target.indexOf('.') + 1)) {
            case "ListTasks" -> PAGE.formatted(TASK.formatted(lists.incrementAndGet()));
            case "DescribeTasks" -> DESCRIPTION.formatted(TASK.formatted(lists.get()));
            default -> "{}";
          };
      byte[] body = answer.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
