package dev.errand.functions.testing;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errand.core.ExecutionId;
import dev.errand.core.ReportId;
import dev.errand.functions.control.ControlHandler;
import dev.errand.functions.deletion.DeleteHandler;
import dev.errand.functions.delivery.Sender;
import dev.errand.functions.execution.ExecutionHistories;
import dev.errand.functions.execution.ExecutionHistory;
import dev.errand.functions.execution.Executions;
import dev.errand.functions.execution.StateGraph;
import dev.errand.functions.execution.StateVisit;
import dev.errand.functions.intake.IntakeHandler;
import dev.errand.functions.query.QueryHandler;
import dev.errand.functions.report.Result;
import dev.errand.functions.report.Retention;
import dev.errand.functions.report.TaskLimit;
import dev.errand.functions.runtime.Environment;
import dev.errand.functions.secret.DataKey;
import dev.errand.functions.secret.SecretBox;
import dev.errand.functions.status.StatusRecorder;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.tasklog.TaskLog;
import dev.errand.functions.webhookapi.WebhooksHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The functions behind the API over a real table; every answer is held to the contract. */
public final class TestApi {

  /** Encrypts the secrets of webhooks. */
  public static final SecretBox KEY =
      new SecretBox(() -> DataKey.of("0123456789abcdef0123456789abcdef"));

  /** How long an endpoint of a test may take. */
  public static final Duration TRY_LIMIT = Duration.ofSeconds(1);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, RequestStreamHandler> functions = new LinkedHashMap<>();
  private final TestContext context = new TestContext();
  private final List<ReportId> deleted = new ArrayList<>();
  private final TaskLimit limit;
  private final ReportStore reports;
  private final Map<String, List<TaskLog.Line>> logged = new HashMap<>();
  private final Set<String> seen = new TreeSet<>();

  /**
   * An API.
   *
   * @param cap how many active reports a client may have
   */
  public TestApi(TestTable table, Executions executions, Clock clock, int cap) {
    this(table, executions, clock, cap, TaskLimit.NONE);
  }

  /**
   * An API.
   *
   * @param cap how many active reports a client may have
   * @param limit how many tasks may run at once
   */
  public TestApi(TestTable table, Executions executions, Clock clock, int cap, TaskLimit limit) {
    this.limit = limit;
    Environment environment =
        new Environment(
            Map.of(
                "TABLE_NAME",
                table.name(),
                "BUCKET_NAME",
                "bucket",
                "STATE_MACHINE_ARN",
                "unused",
                "MAX_ACTIVE_REPORTS_PER_CLIENT",
                Integer.toString(cap),
                "MAX_RUNNING_TASKS",
                Integer.toString(limit.max()),
                "WEBHOOK_LOOPBACK",
                "allowed",
                "MAX_WEBHOOKS_PER_CLIENT",
                "3"));
    reports = new ReportStore(table.dynamoDb(), table.name());
    IntakeHandler intake = new IntakeHandler(environment, table.dynamoDb(), executions, clock);
    QueryHandler query =
        new QueryHandler(
            environment, table.dynamoDb(), histories(executions), this::newest, presigner(), clock);
    ControlHandler control = new ControlHandler(environment, table.dynamoDb(), executions, clock);
    DeleteHandler delete =
        new DeleteHandler(environment, table.dynamoDb(), report -> deleted.add(report.id()), clock);
    functions.put("DELETE /v1/reports/{id}", delete);
    functions.put("POST /v1/reports", intake);
    functions.put("GET /v1/reports", query);
    functions.put("GET /v1/openapi.json", query);
    functions.put("GET /v1/report-types", query);
    functions.put("GET /v1/report-types/{type}", query);
    functions.put("GET /v1/reports/{id}", query);
    functions.put("GET /v1/reports/{id}/result", query);
    functions.put("GET /v1/reports/{id}/events", query);
    functions.put("GET /v1/reports/{id}/execution", query);
    functions.put("GET /v1/reports/{id}/log", query);
    functions.put("POST /v1/reports/{id}/cancel", control);
    functions.put("POST /v1/reports/{id}/retry", control);
    WebhooksHandler webhooks =
        new WebhooksHandler(
            environment,
            table.dynamoDb(),
            KEY,
            new Sender(environment.webhookTargets(), TRY_LIMIT, clock),
            clock);
    functions.put("POST /v1/webhooks", webhooks);
    functions.put("GET /v1/webhooks", webhooks);
    functions.put("GET /v1/webhooks/{webhook_id}", webhooks);
    functions.put("PATCH /v1/webhooks/{webhook_id}", webhooks);
    functions.put("DELETE /v1/webhooks/{webhook_id}", webhooks);
    functions.put("POST /v1/webhooks/{webhook_id}/rotate-secret", webhooks);
    functions.put("POST /v1/webhooks/{webhook_id}/ping", webhooks);
    functions.put("GET /v1/webhooks/{webhook_id}/deliveries", webhooks);
    functions.put("POST /v1/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver", webhooks);
    functions.put("$default", query);
  }

  /** Serves a route by a function of the caller's. */
  public void serve(String routeKey, RequestStreamHandler function) {
    functions.put(routeKey, function);
  }

  /** Every execution that was started is in the only state that there is. */
  public static ExecutionHistories histories(Executions executions) {
    StateGraph graph =
        new StateGraph(
            "Generate report",
            List.of(
                new StateGraph.State(
                    "Generate report",
                    "Task",
                    "",
                    List.of(new StateGraph.Way("Generate report", StateGraph.Kind.CATCH)))));
    return (attempt, withData) ->
        executions
            .describe(attempt)
            .map(
                execution ->
                    new ExecutionHistory(
                        graph,
                        List.of(
                            new StateVisit(
                                "Generate report",
                                "Task",
                                StateVisit.Outcome.RUNNING,
                                execution.startedAt(),
                                Optional.empty(),
                                0,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("arn:aws:ecs:us-east-1:000000000000:task/errand/1"),
                                execution.input(),
                                Optional.empty())),
                        true));
  }

  /** Has a task log a line; that of every execution has the id 1. */
  public void log(String taskId, TaskLog.Line line) {
    logged.computeIfAbsent(taskId, none -> new ArrayList<>()).add(line);
  }

  private Optional<TaskLog> newest(String taskId, int lines) {
    return Optional.ofNullable(logged.get(taskId))
        .map(
            all -> {
              int first = Math.max(0, all.size() - lines);
              return new TaskLog(all.subList(first, all.size()), first == 0);
            });
  }

  /** Sends a request. */
  public Answer send(Call call) {
    for (String routeKey : functions.keySet()) {
      Optional<Map<String, String>> matched = parameters(routeKey, call);
      if (matched.isPresent()) {
        Map<String, String> parameters = matched.get();
        Answer answer = send(routeKey, call, parameters);
        ApiContract.check(routeKey, call, answer);
        seen.add(routeKey + " " + answer.status());
        return answer;
      }
    }
    return send("$default", call, Map.of());
  }

  private static Optional<Map<String, String>> parameters(String routeKey, Call call) {
    String[] wanted = routeKey.split("/", -1);
    String[] given = (call.method() + " " + call.path()).split("/", -1);
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      if (given.length != wanted.length
          || !(wanted[i].startsWith("{") || wanted[i].equals(given[i]))) {
        return Optional.empty();
      }
      if (wanted[i].startsWith("{")) {
        parameters.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
      }
    }
    return Optional.of(parameters);
  }

  private Answer send(String routeKey, Call call, Map<String, String> parameters) {
    try {
      // half a surrogate pair, which UTF-8 cannot hold, does not come through API Gateway either
      byte[] event =
          JSON.writeValueAsString(call.event(routeKey, parameters))
              .getBytes(StandardCharsets.UTF_8);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      functions.get(routeKey).handleRequest(new ByteArrayInputStream(event), out, context);
      JsonNode response = JSON.readTree(out.toByteArray());
      Map<String, String> headers =
          JSON.convertValue(response.get("headers"), new TypeReference<>() {});
      return new Answer(
          response.get("statusCode").intValue(), headers, response.get("body").textValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every operation with every status that it answered, such as {@code GET /v1/reports 200}. */
  public Set<String> seen() {
    return Set.copyOf(seen);
  }

  /** The reports whose files were taken away, one entry for each time. */
  public List<ReportId> deleted() {
    return List.copyOf(deleted);
  }

  /** What the functions logged. */
  public String log() {
    return context.log();
  }

  public ReportStore reports() {
    return reports;
  }

  /** What records status events. */
  public StatusRecorder statusRecorder(Function<ExecutionId, Optional<Result>> results) {
    return new StatusRecorder(reports, (type, id) -> results.apply(id), Retention.days(90), limit);
  }

  /** Signs addresses of a bucket that is not there. */
  public static S3Presigner presigner() {
    return S3Presigner.builder()
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }
}
