package dev.errand.functions.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes down the calls that reach it as the Step Functions JSON API, and answers that an execution
 * runs unless it was told otherwise.
 */
public final class StepFunctionsServer implements AutoCloseable {

  /** A call: the operation's name and its parameters. */
  public record Call(String operation, JsonNode parameters) {}

  /** The task of every execution. */
  public static final String TASK =
      "arn:aws:ecs:us-east-1:123456789012:task/errand/0123456789abcdef0123456789abcdef";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Map<String, String> statuses = new ConcurrentHashMap<>();
  private final HttpServer server;

  public StepFunctionsServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What it answers from now on about an execution; {@code MISSING}: that there is none. */
  public void setStatus(String executionName, String status) {
    statuses.put(executionName, status);
  }

  /** The calls so far. */
  public List<Call> calls() {
    return calls;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      JsonNode parameters = JSON.readTree(exchange.getRequestBody());
      calls.add(new Call(target.substring(target.indexOf('.') + 1), parameters));
      String arn = parameters.path("executionArn").asText();
      String status = statuses.getOrDefault(arn.substring(arn.lastIndexOf(':') + 1), "RUNNING");
      byte[] answer =
          JSON.writeValueAsBytes(
              Map.of(
                  "__type",
                  "ExecutionDoesNotExist",
                  "executionArn",
                  "arn:aws:states:us-east-1:123456789012:execution:report:1",
                  "status",
                  status,
                  "redriveCount",
                  0,
                  "events",
                  List.of(
                      Map.of(
                          "id",
                          1,
                          "previousEventId",
                          0,
                          "timestamp",
                          1795514400.412,
                          "type",
                          "TaskStateEntered",
                          "stateEnteredEventDetails",
                          Map.of("name", "Only")),
                      Map.of(
                          "id",
                          2,
                          "previousEventId",
                          1,
                          "timestamp",
                          1795514400.413,
                          "type",
                          "TaskSubmitted",
                          "taskSubmittedEventDetails",
                          Map.of("output", "{\"Tasks\": [{\"TaskArn\": \"" + TASK + "\"}]}"))),
                  "definition",
                  "{\"StartAt\": \"Only\", \"States\": {\"Only\": {\"Type\": \"Succeed\"}}}",
                  "startDate",
                  1795514400.412,
                  "stopDate",
                  1795514732.907));
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(status.equals("MISSING") ? 400 : 200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
