package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;

/**
 * A stage that loses, doubles and delays status events, while functions, tasks and the stage itself
 * are killed, and while clients cancel and retry reports and an operator redrives their executions.
 * {@code -Derrand.chaos-reports} and {@code -Derrand.chaos-seed} change what happens.
 */
@OnOwnStage
class ChaosIT {

  private static final int REPORTS = Integer.getInteger("errand.chaos-reports", 12);
  private static final long SEED = Long.getLong("errand.chaos-seed", System.nanoTime());
  private static final Duration LIMIT = Duration.ofSeconds(240 + 6L * REPORTS);

  /** Each n-th time it is the stage that is killed. */
  private static final int STAGE_EVERY = 6;

  private static final int STAGES = 2;

  /** The function that cancels and retries. */
  private static final String CONTROL = "ControlFunction-";

  private static final List<String> TASKS = Collections.nCopies(4, "task-");

  private static final List<String> FUNCTIONS =
      List.of(
          "IntakeFunction-",
          "IntakeFunction-",
          "RecorderFunction-",
          "RecorderFunction-",
          "RecorderFunction-",
          "DispatchFunction-",
          "DispatchFunction-",
          "ReconcilerFunction-");

  /** Each of them is killed at least once. */
  private static final Set<String> TARGETS =
      Stream.of(List.of(CONTROL), TASKS, FUNCTIONS)
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableSet());

  /** The operations on some reports after they are accepted, in their order. */
  private static final List<List<Operation>> SEQUENCES =
      Stream.of(
              List.of(Operation.CANCEL, Operation.RETRY),
              List.of(Operation.CANCEL, Operation.REDRIVE),
              List.of(Operation.CANCEL, Operation.RETRY, Operation.REDRIVE))
          .flatMap(sequence -> Collections.nCopies(2, sequence).stream())
          .toList();

  /** Keys are a caller's own, so it has to be the same one each time. */
  private static final String CALLER = UUID.randomUUID().toString();

  private static final int RECORDS = 200;
  private static final Set<String> FINAL = Set.of("SUCCEEDED", "FAILED", "TIMED_OUT", "CANCELLED");
  private static final List<String> REQUESTS =
      List.of(Reports.example("client-a.json"), Reports.example("client-b.json"));

  /** The description of {@code records} under another name: a declared type, with its own task. */
  private static final String OTHER_TYPE = "again";

  /** What clients and operators call besides POST; a redrive is that of the first attempt. */
  private enum Operation {
    CANCEL,
    RETRY,
    REDRIVE
  }

  @TempDir private Path folder;

  private final Random random = new Random(SEED);
  private final List<String> targets = targets(random);
  private final Map<String, Integer> kills = new HashMap<>();
  private final Map<Integer, Deque<Operation>> operations = new HashMap<>();
  private final Map<String, Integer> answers = new TreeMap<>();
  private final List<EventReceiver> receivers =
      REQUESTS.stream().map(request -> new EventReceiver(random)).toList();
  private CheckoutWithType checkout;
  private volatile StageProcess stage;

  @BeforeEach
  void addType() throws IOException {
    TypeResources copied =
        TypeResources.copied(OTHER_TYPE, 21_600, "Again", Map.of("SOURCE_URL", "RecordsApiUrl"));
    String yaml =
        copied
            .yaml()
            .replace("\"RecordsApiUrl\"", "!Ref RecordsApiUrl")
            .replace("RECORDS_API_TOKEN", "SOURCE_TOKEN");
    checkout =
        CheckoutWithType.in(
            folder.resolve("checkout"),
            StageProcess.ROOT.resolve("report-types/records"),
            new TypeResources(OTHER_TYPE, copied.timeLimit(), copied.prefix(), yaml));
  }

  @AfterEach
  void removeType() throws IOException {
    checkout.close();
  }

  @Test
  void everyReportEndsAsItsExecutionAndItsClientIsNotifiedWhateverIsKilledAndLost()
      throws Exception {
    archiveClasses();
    ExecutorService clients = Executors.newFixedThreadPool(4);
    stage = up();
    for (int client = 0; client < REQUESTS.size(); client++) {
      addWebhook(client);
    }
    for (int number = 0; number < Math.min(SEQUENCES.size(), REPORTS); number++) {
      // the last ones wait for a task, so that they can be cancelled
      operations.put(REPORTS - 1 - number, new ArrayDeque<>(SEQUENCES.get(number)));
    }
    try {
      List<CompletableFuture<String>> accepted =
          IntStream.range(0, REPORTS)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> accepted(i), clients))
              .toList();
      awaitAll(accepted);
      Set<String> ids = accepted.stream().map(CompletableFuture::join).collect(Collectors.toSet());

      check(ids);
      checkEvents();
    } finally {
      receivers.forEach(EventReceiver::close);
      clients.shutdownNow();
      stage.close();
    }
    assertThat(stage.children("")).isEmpty();
  }

  /** With archives of their classes, tasks and functions start twice as fast after each kill. */
  private void archiveClasses() {
    try (StageProcess first = StageProcess.up(checkout.root(), folder.resolve("first"), RECORDS)) {
      Reports reports = Reports.of(first);
      reports.succeeded(reports.accepted(request(REPORTS - 1)));
    }
  }

  private StageProcess up() {
    return StageProcess.up(
        checkout.root(),
        folder.resolve("data"),
        RECORDS,
        "--lose-events",
        "--waits=0.02",
        "--parameter=QuietSeconds=5",
        "--parameter=WebhookRetrySeconds=" + String.join(",", Collections.nCopies(100, "2")),
        "--parameter=MaxActiveReportsPerClient=" + REPORTS);
  }

  /** Calls the API until it accepts the report; the id. */
  private String accepted(int number) {
    return await()
        .atMost(LIMIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .until(() -> post(number), response -> response.statusCode() == 202)
        .body()
        .transform(body -> Reports.json(body).path("id").asText());
  }

  private HttpResponse<String> post(int number) {
    return Reports.of(stage, CALLER, "reports:admin").postOnce("report-" + number, request(number));
  }

  /** Of each client every second report is of the other type. */
  private static String request(int number) {
    String request = REQUESTS.get(number % REQUESTS.size());
    return number / REQUESTS.size() % 2 == 0
        ? request
        : request.replaceFirst("\\{", "{\"type\": \"%s\", ".formatted(OTHER_TYPE));
  }

  private void awaitAll(List<CompletableFuture<String>> accepted) {
    try {
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> strikeAndLook(accepted));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "%s, left %s, statuses %s".formatted(description(), operations, statuses()), e);
    }
  }

  private boolean strikeAndLook(List<CompletableFuture<String>> accepted) throws Exception {
    boolean converged =
        operations.isEmpty()
            && accepted.stream().allMatch(CompletableFuture::isDone)
            && haveConverged();
    if (!converged) {
      strike();
      requestChanges(accepted);
      return false;
    }
    if (kills.getOrDefault("stage", 0) < STAGES) {
      killStage();
      return false;
    }
    if (kills.keySet().containsAll(TARGETS)) {
      return true;
    }
    // nothing calls intake any more; a key that it knows starts the function and changes no report
    accepted(random.nextInt(REPORTS));
    strike();
    return false;
  }

  /**
   * Whether every report has the final status of its last execution; the reconciler may be late.
   */
  private boolean haveConverged() {
    Map<String, String> executions = new Aws(stage).executionStatuses();
    return !executions.containsValue("RUNNING")
        && items("STATUS").stream()
            .allMatch(
                report -> {
                  String status = report.get("status").s();
                  String execution = report.get("id").s() + "-" + report.get("attempt").n();
                  return FINAL.contains(status)
                      && executionStatus(status).equals(executions.get(execution));
                });
  }

  private static String executionStatus(String reportStatus) {
    return reportStatus.equals("CANCELLED") ? "ABORTED" : reportStatus;
  }

  /**
   * Calls the next operation of each report that is ready for it, and calls it again next time if
   * there was no answer.
   */
  private void requestChanges(List<CompletableFuture<String>> accepted) {
    Map<String, String> statuses = statuses();
    for (Map.Entry<Integer, Deque<Operation>> sequence : operations.entrySet()) {
      String id = accepted.get(sequence.getKey()).getNow("");
      Operation operation = sequence.getValue().getFirst();
      boolean due = operation == Operation.CANCEL || FINAL.contains(statuses.getOrDefault(id, ""));
      if (!id.isEmpty() && due && isAnswered(operation, id)) {
        sequence.getValue().removeFirst();
      }
    }
    operations.values().removeIf(Deque::isEmpty);
  }

  private boolean isAnswered(Operation operation, String id) {
    try {
      int status = operation == Operation.REDRIVE ? redrive(id + "-1") : ask(operation, id);
      answers.merge(operation + " " + status, 1, Integer::sum);
      return status == 200 || status == 202 || status == 409;
    } catch (RuntimeException lost) {
      answers.merge(operation + " lost: " + lost, 1, Integer::sum);
      return false;
    }
  }

  private int ask(Operation operation, String id) {
    String verb = operation.name().toLowerCase(Locale.ROOT);
    return Reports.of(stage, CALLER, "reports:admin")
        .changeOnce(verb + "-" + id, verb, id)
        .statusCode();
  }

  private int redrive(String executionName) {
    String arn =
        stage.field("state_machine_arn").replace(":stateMachine:", ":execution:")
            + ":"
            + executionName;
    try (SfnClient stepFunctions = new Aws(stage).stepFunctions()) {
      return stepFunctions
          .redriveExecution(redrive -> redrive.executionArn(arn).clientToken(executionName))
          .sdkHttpResponse()
          .statusCode();
    } catch (ExecutionNotRedrivableException succeeded) {
      return 409;
    }
  }

  private String description() {
    return "seed %d, kills %s, answers %s".formatted(SEED, kills, answers);
  }

  private void strike() throws Exception {
    int killed = kills.values().stream().mapToInt(Integer::intValue).sum();
    if (killed % STAGE_EVERY == STAGE_EVERY - 1 && kills.getOrDefault("stage", 0) < STAGES) {
      killStage();
      return;
    }
    Optional<String> target = targets.stream().filter(this::kill).findFirst();
    target.ifPresent(
        name -> {
          targets.remove(name);
          kills.merge(name, 1, Integer::sum);
        });
  }

  private void killStage() throws Exception {
    stage.kill();
    kills.merge("stage", 1, Integer::sum);
    stage = up();
  }

  /** If one of them runs at the moment. */
  private boolean kill(String name) {
    List<ProcessHandle> running = stage.children(name);
    return !running.isEmpty() && running.get(random.nextInt(running.size())).destroyForcibly();
  }

  /**
   * The function that cancels and retries first: it runs only after a call of it. Then tasks before
   * functions: a function waits for its next request, a task ends.
   */
  private static List<String> targets(Random random) {
    List<String> functions = new ArrayList<>(FUNCTIONS);
    Collections.shuffle(functions, random);
    return Stream.of(List.of(CONTROL), TASKS, functions)
        .flatMap(List::stream)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private void check(Set<String> ids) {
    String description = description();
    Aws aws = new Aws(stage);
    Map<String, String> executions = aws.executionStatuses();
    Map<String, String> statuses = statuses();
    Map<String, Integer> attempts =
        items("STATUS").stream()
            .collect(
                Collectors.toMap(
                    item -> item.get("id").s(), item -> Integer.valueOf(item.get("attempt").n())));

    assertThat(ids).as(description).hasSize(REPORTS);
    assertThat(statuses.keySet()).as("reports, one for each key: %s", description).isEqualTo(ids);
    assertThat(executions.keySet())
        .as("executions, one for each attempt: %s", description)
        .isEqualTo(
            attempts.entrySet().stream()
                .flatMap(
                    report ->
                        IntStream.rangeClosed(1, report.getValue())
                            .mapToObj(number -> report.getKey() + "-" + number))
                .collect(Collectors.toSet()));
    assertThat(statuses)
        .as(description)
        .allSatisfy(
            (id, status) ->
                assertThat(executionStatus(status))
                    .isEqualTo(executions.get(id + "-" + attempts.get(id))));
    assertThat(answers.keySet()).as(description).contains("CANCEL 202", "RETRY 202", "REDRIVE 200");
    assertThat(statuses.values().stream().filter("SUCCEEDED"::equals).count())
        .as("the worker resumes from its checkpoint: %s, %s", description, statuses)
        .isGreaterThan(REPORTS * 9 / 10);
    assertThat(counts())
        .as("active reports: %s", description)
        .hasSize(REQUESTS.size())
        .containsOnly(0);
    assertThat(stage.children("task-")).as("tasks: %s", description).isEmpty();
    assertThat(
            items("STATUS").stream()
                .filter(item -> statuses.get(item.get("id").s()).equals("SUCCEEDED"))
                .map(item -> Reports.of(stage).report(item.get("id").s()).path("type").asText())
                .distinct())
        .as("reports of both types succeed: %s", description)
        .containsExactlyInAnyOrder("records", OTHER_TYPE);
    checkResults(statuses);
    assertThat(folder.resolve("data/logs/ReconcilerFunction.log"))
        .content()
        .as("the reconciler repaired")
        .contains("repaired: RECORDED");
  }

  private void checkResults(Map<String, String> statuses) {
    List<Rows> expected =
        REQUESTS.stream()
            .map(Reports::json)
            .map(request -> Rows.ofRecordsApi(folder.resolve("expected"), RECORDS, request))
            .toList();
    Reports reports = Reports.of(stage);
    statuses.forEach(
        (id, status) -> {
          if (status.equals("SUCCEEDED")) {
            JsonNode client = reports.report(id).at("/request/filter/client_id");
            Rows rows = Rows.ofCsv(stage.artifact(id, "report.csv"));
            assertThat(rows)
                .as(id)
                .isEqualTo(expected.get(REQUESTS.get(0).contains(client.asText()) ? 0 : 1));
          }
        });
  }

  private void addWebhook(int client) {
    EventReceiver receiver = receivers.get(client);
    String id = Reports.json(REQUESTS.get(client)).at("/filter/client_id").asText();
    JsonNode webhook =
        await()
            .atMost(LIMIT)
            .ignoreExceptions()
            .until(
                () -> Reports.of(stage, CALLER, "reports:admin").addWebhook(id, receiver.url()),
                made -> made.has("secret"));
    receiver.verifyWith(webhook.path("secret").asText());
  }

  /** The final status of every report, with one id for each event. */
  private void checkEvents() {
    receivers.forEach(EventReceiver::stayUp);
    String story = description();
    Set<String> due = finals();
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(told()).as(story).containsAll(due));
    for (int client = 0; client < REQUESTS.size(); client++) {
      String id = Reports.json(REQUESTS.get(client)).at("/filter/client_id").asText();
      List<JsonNode> events = receivers.get(client).events();
      assertThat(events)
          .as("no other client's: %s", story)
          .allMatch(event -> event.at("/data/request/filter/client_id").asText().equals(id));
      assertThat(
              events.stream()
                  .map(event -> event.path("webhook_id").asText() + key(event))
                  .distinct()
                  .count())
          .as("one id for each event: %s", story)
          .isEqualTo(events.stream().map(ChaosIT::key).distinct().count());
      assertThat(receivers.get(client).refused()).as(story).isEmpty();
    }
  }

  /** The report, its status and when it got that. */
  private static String key(JsonNode event) {
    return "%s %s %s"
        .formatted(
            event.at("/data/id").asText(),
            event.at("/data/status").asText(),
            Instant.parse(event.path("timestamp").asText()));
  }

  private Set<String> told() {
    return receivers.stream()
        .flatMap(receiver -> receiver.events().stream())
        .map(ChaosIT::key)
        .collect(Collectors.toSet());
  }

  /** What the reports are in the end. */
  private Set<String> finals() {
    return items("STATUS").stream()
        .map(
            item ->
                "%s %s %s"
                    .formatted(
                        item.get("id").s(),
                        item.get("status").s(),
                        Instant.parse(item.get("updated_at").s())))
        .collect(Collectors.toSet());
  }

  /** By report. */
  private Map<String, String> statuses() {
    return items("STATUS").stream()
        .collect(Collectors.toMap(item -> item.get("id").s(), item -> item.get("status").s()));
  }

  /** How many active reports each client has. */
  private List<Integer> counts() {
    return items("ACTIVE").stream().map(item -> Integer.valueOf(item.get("active").n())).toList();
  }

  private List<Map<String, AttributeValue>> items(String sk) {
    return new Aws(stage)
        .allItems().stream().filter(item -> item.get("sk").s().equals(sk)).toList();
  }
}
