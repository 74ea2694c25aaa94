package dev.errand.local.stage;

import dev.errand.local.Account;
import dev.errand.local.events.AsynchronousInvoker;
import dev.errand.local.events.DeadLetterQueues;
import dev.errand.local.events.EventBus;
import dev.errand.local.gateway.HttpApi;
import dev.errand.local.lambda.FunctionInvoker;
import dev.errand.local.lambda.Invocation;
import dev.errand.local.metrics.Alarm;
import dev.errand.local.stepfunctions.ManualTimer;
import dev.errand.local.stepfunctions.StepFunctions;
import dev.errand.local.template.RouteSpec;
import dev.errand.local.template.StackSettings;
import dev.errand.local.template.Template;
import dev.errand.states.integration.ServiceIntegrations;
import dev.errand.states.value.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The parts of a stage that metrics come from, for the template of this checkout, in time that
 * passes when the test says so. Functions answer what the test sets.
 */
final class MeasuredStage implements AutoCloseable {

  private static final Account ACCOUNT = new Account("123456789012", "eu-central-1", "id", "key");
  private static final Invocation ANSWER = new Invocation.Success("{\"statusCode\": 200}");

  private final Path folder;
  private final ManualTimer timer = new ManualTimer(Instant.parse("2026-01-31T08:00:30Z"));
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, Invocation> answers = new ConcurrentHashMap<>();
  private final Template template;
  private final StageMetrics metrics;
  private final DeadLetterQueues queues;
  private final FunctionInvoker functions;
  private final EventBus bus;
  private final StepFunctions stepFunctions;
  private final HttpApi api;
  private int executions;

  MeasuredStage(Path folder) throws IOException {
    this.folder = folder;
    Clock clock = timer.withZone(ZoneOffset.UTC);
    Map<String, String> parameters =
        new HashMap<>(
            new StageEnvironment(ACCOUNT, Map.of())
                .parameters(URI.create("http://127.0.0.1:1"), URI.create("http://127.0.0.1:2")));
    template =
        Template.read(
            Path.of("../template.yaml"), new StackSettings("errand", ACCOUNT, parameters));
    queues = new DeadLetterQueues(folder.resolve("queues"));
    Files.createDirectories(folder.resolve("logs"));
    metrics = new StageMetrics(template, folder.resolve("logs"), queues, clock);
    functions =
        metrics.measured(
            (function, event) ->
                CompletableFuture.completedFuture(answers.getOrDefault(function, ANSWER)));
    bus =
        new EventBus(
            template.rules(),
            new AsynchronousInvoker(
                template.functions(),
                functions,
                queues,
                folder.resolve("events"),
                scheduler,
                clock));
    stepFunctions =
        StepFunctions.open(
            new StepFunctions.Settings(
                folder.resolve("executions"),
                ACCOUNT,
                new ServiceIntegrations(Map.of()),
                metrics.counted(bus::put),
                timer,
                1));
    api =
        HttpApi.start(
            List.of(new RouteSpec("GET", "/", "QueryFunction", Duration.ofSeconds(5))),
            functions,
            ACCOUNT,
            0,
            List.of(metrics.responses()));
  }

  List<String> alarms() {
    return template.alarms().stream().map(Alarm::name).toList();
  }

  Alarm.State state(String name) {
    metrics.collect();
    return template.alarms().stream()
        .filter(alarm -> alarm.name().equals(name))
        .map(metrics.alarms()::state)
        .findFirst()
        .orElseThrow();
  }

  void pass(Duration time) {
    timer.advance(time);
  }

  /** Half an hour of the work of a healthy system. */
  void work() {
    for (int minute = 0; minute < 30; minute++) {
      invoke("DispatchFunction");
      if (minute % 5 == 0) {
        invoke("ReconcilerFunction");
        log(
            Map.of(
                "Repairs",
                0L,
                "RepairsFailed",
                0L,
                "OldestQueuedSeconds",
                2L,
                "OldestDueSeconds",
                2L));
        execute("{\"Type\": \"Succeed\"}");
        get();
      }
      metrics.collect();
      pass(Duration.ofMinutes(1));
    }
  }

  void answer(String function, Invocation answer) {
    answers.put(function, answer);
  }

  void invoke(String function) {
    functions.invoke(function, "{}".getBytes(StandardCharsets.UTF_8)).join();
  }

  /** Runs an execution of one state of the template's state machine. */
  void execute(String state) {
    var machine = template.stateMachines().get(0);
    stepFunctions.deploy(
        machine.name(),
        "{\"StartAt\": \"S\", \"TimeoutSeconds\": 60, \"States\": {\"S\": %s}}".formatted(state));
    stepFunctions.startExecution(machine.arn(), "e" + executions++, "{}");
    timer.settle();
  }

  int get() {
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(api.endpoint()).build(), BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Writes what the reconciler writes into its log: one line in the embedded metric format. */
  void log(Map<String, Long> values) {
    var line = Json.object();
    var directive =
        line.putObject("_aws")
            .put("Timestamp", timer.instant().toEpochMilli())
            .putArray("CloudWatchMetrics")
            .addObject()
            .put("Namespace", "errand");
    directive.putArray("Dimensions").addArray();
    var names = directive.putArray("Metrics");
    values.forEach(
        (name, value) -> {
          names.addObject().put("Name", name).put("Unit", "Count");
          line.put(name, value);
        });
    try {
      Files.writeString(
          folder.resolve("logs/ReconcilerFunction.log"),
          "a line of text\n" + Json.write(line) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  boolean hasDeadLetters() {
    return template.queues().stream().anyMatch(queue -> !queues.messages(queue.arn()).isEmpty());
  }

  @Override
  public void close() {
    api.close();
    stepFunctions.close();
    scheduler.shutdownNow();
  }
}
