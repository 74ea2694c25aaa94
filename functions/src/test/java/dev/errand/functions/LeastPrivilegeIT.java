package dev.errand.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.core.Attempt;
import dev.errand.core.ReportId;
import dev.errand.functions.report.Report;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.testing.AwsCall;
import dev.errand.functions.testing.Grants;
import dev.errand.functions.testing.LocalDeadLetters;
import dev.errand.functions.testing.LocalEcs;
import dev.errand.functions.testing.LocalEventBus;
import dev.errand.functions.testing.LocalLogs;
import dev.errand.functions.testing.LocalSecrets;
import dev.errand.functions.testing.Receiver;
import dev.errand.functions.testing.Relay;
import dev.errand.functions.testing.SamLocal;
import dev.errand.functions.testing.StepFunctionsServer;
import dev.errand.functions.testing.TestTable;
import dev.errand.functions.testing.ZippedFunction;
import dev.errand.local.s3.S3ProxyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Each function does with AWS what its role allows, and its role allows nothing that it does not
 * do: the calls are taken down on their way and compared with the translated template.
 */
class LeastPrivilegeIT {

  /** Allowed without a call: with it S3 answers 404 for what is not there, without it 403. */
  private static final String TELLS_WHAT_IS_MISSING = "s3:ListBucket";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ROOT = TestTable.CHECKOUT.root();
  private static final String CLIENT = "1266cd5a-1dfa-44f2-83ca-534c30b38555";

  @TempDir private static Path folder;

  private static StepFunctionsServer stepFunctions;
  private static S3ProxyServer s3;
  private static LocalEcs ecs;
  private static LocalEventBus bus;
  private static LocalSecrets secrets;
  private static LocalDeadLetters deadLetters;
  private static LocalLogs logs;
  private static S3Client bucket;

  private final TestTable table = TestTable.create();

  /** So few that reports wait. */
  private int maxRunningTasks = 2;

  /** Accepts all reports of a test; null until the first. */
  private DueReport intakeOfSubmitted;

  /** A function between relays that take down its calls. */
  private final class DueReport implements AutoCloseable {
    final Relay toDynamoDb;
    final Relay toStepFunctions;
    final Relay toS3;
    final Relay toEcs;
    final Relay toEventBridge;
    final Relay toSecretsManager;
    final Relay toDeadLetters;
    final Relay toLogs;
    final ZippedFunction function;
    final Grants grants;

    DueReport(String logicalId) throws IOException {
      grants = Grants.of(policies(logicalId), table.name());
      toDynamoDb = Relay.before(table.endpoint());
      toStepFunctions = Relay.before(stepFunctions.endpoint());
      toS3 = Relay.before(s3.endpoint());
      toEcs = Relay.before(ecs.endpoint());
      toEventBridge = Relay.before(bus.endpoint());
      toSecretsManager = Relay.before(secrets.endpoint());
      toDeadLetters = Relay.before(deadLetters.endpoint());
      toLogs = Relay.before(logs.endpoint());
      SamLocal sam =
          new SamLocal(
              toDynamoDb.endpoint(),
              toStepFunctions.endpoint(),
              toS3.endpoint(),
              toEcs.endpoint(),
              toEventBridge.endpoint(),
              toSecretsManager.endpoint(),
              toDeadLetters.endpoint(),
              toLogs.endpoint(),
              table.name());
      Map<String, String> environment = sam.environment(logicalId);
      environment.put("QUIET_SECONDS", "0");
      environment.put("WEBHOOK_LOOPBACK", "allowed");
      environment.put("MAX_RUNNING_TASKS", Integer.toString(maxRunningTasks));
      function = ZippedFunction.start(SamLocal.handler(logicalId), folder, environment);
    }

    JsonNode invoke(String event) throws Exception {
      String answer = function.invoke(event);
      return answer.isEmpty() ? JSON.nullNode() : JSON.readTree(answer);
    }

    /** All that it has called, each on a resource that its role allows. */
    Set<String> actions() {
      List<AwsCall> calls =
          Stream.of(
                  toDynamoDb,
                  toStepFunctions,
                  toS3,
                  toEcs,
                  toEventBridge,
                  toSecretsManager,
                  toDeadLetters,
                  toLogs)
              .flatMap(relay -> relay.calls().stream())
              .toList();
      assertThat(calls)
          .flatExtracting(call -> call.uses().toList())
          .isNotEmpty()
          .allMatch(grants::allow);
      return calls.stream()
          .flatMap(call -> call.actions().stream())
          // with it S3 answers 404 for what is not there, so not every role with it calls it
          .filter(action -> !action.equals(TELLS_WHAT_IS_MISSING))
          .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void close() {
      function.close();
      toDynamoDb.close();
      toStepFunctions.close();
      toS3.close();
      toEcs.close();
      toEventBridge.close();
      toSecretsManager.close();
      toDeadLetters.close();
      toLogs.close();
    }
  }

  @BeforeAll
  static void start() throws IOException {
    stepFunctions = new StepFunctionsServer();
    s3 = S3ProxyServer.start(TestTable.CHECKOUT, SamLocal.ACCOUNT, folder);
    ecs = LocalEcs.start(folder);
    bus = LocalEventBus.start();
    secrets = LocalSecrets.start();
    deadLetters = LocalDeadLetters.start(folder.resolve("queues"));
    logs = LocalLogs.start(folder.resolve("tasks"));
    bucket =
        S3Client.builder()
            .endpointOverride(s3.endpoint())
            .region(Region.US_EAST_1)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        SamLocal.ACCOUNT.accessKeyId(), SamLocal.ACCOUNT.secretAccessKey())))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    bucket.createBucket(create -> create.bucket("errand"));
  }

  @AfterAll
  static void stop() {
    logs.close();
    deadLetters.close();
    secrets.close();
    bus.close();
    ecs.close();
    bucket.close();
    s3.close();
    stepFunctions.close();
  }

  @AfterEach
  void stopIntake() {
    if (intakeOfSubmitted != null) {
      intakeOfSubmitted.close();
    }
  }

  @Test
  void intakeCallsWhatItsRoleAllows() throws Exception {
    try (DueReport intake = new DueReport("IntakeFunction")) {
      JsonNode answer = intake.invoke(event("intake-post"));
      intake.invoke(event("intake-post"));

      assertThat(answer.path("statusCode").asInt()).as(intake.function.log()).isEqualTo(202);
      assertThat(intake.actions()).isEqualTo(allowed("IntakeFunction"));
    }
  }

  @Test
  void queryControlAndRecorderCallWhatTheirRolesAllow() throws Exception {
    String id = submitted();
    String other = submitted();
    String waiting = submitted();
    try (DueReport query = new DueReport("QueryFunction");
        DueReport control = new DueReport("ControlFunction");
        DueReport recorder = new DueReport("RecorderFunction")) {
      query.invoke(request("GET", "/v1/reports/{id}", id, ""));
      query.invoke(request("GET", "/v1/reports/{id}/events", id, ""));
      query.invoke(request("GET", "/v1/reports/{id}/execution", id, ""));
      query.invoke(asAdministrator(request("GET", "/v1/reports/{id}/log", id, "")));
      JsonNode page =
          query.invoke(request("GET", "/v1/reports", id, "client_id=" + CLIENT + "&page_size=1"));
      control.invoke(request("POST", "/v1/reports/{id}/cancel", id, ""));
      recorder.invoke(event("recorder-running").replace("01JDF3T7C4V5N6P7Q8R9S0T1V2", id));
      recorder.invoke(event("recorder-succeeded").replace("01JDF3T7C4V5N6P7Q8R9S0T1V2", id));
      String failed = submitted();
      recorder.invoke(event("recorder-timed-out").replace("01JDF3T7C4V5N6P7Q8R9S0T1V2", failed));
      recorder.invoke(event("recorder-timed-out").replace("01JDF3T7C4V5N6P7Q8R9S0T1V2", other));
      String retry = withKey(request("POST", "/v1/reports/{id}/retry", failed, ""));
      JsonNode retried = control.invoke(retry);
      control.invoke(retry);

      assertThat(page.path("body").asText()).contains("next_page_token");
      assertThat(stepFunctions.calls())
          .as("what waited was started by the recorder")
          .anyMatch(call -> call.parameters().path("name").asText().equals(waiting + "-1"));
      assertThat(retried.path("statusCode").asInt()).as(control.function.log()).isEqualTo(202);
      Set<String> queried = query.actions();
      queried.add("s3:GetObject"); // for the holder of a signed link
      assertThat(queried).isEqualTo(allowed("QueryFunction"));
      assertThat(control.actions()).isEqualTo(allowed("ControlFunction"));
      assertThat(recorder.actions()).isEqualTo(allowed("RecorderFunction"));
    }
  }

  @Test
  void deleteCallsWhatItsRoleAllowsAndLeavesNothingInTheBucket() throws Exception {
    String id = submitted();
    String other = submitted();
    fill(id);
    fill(other);
    try (DueReport recorder = new DueReport("RecorderFunction");
        DueReport delete = new DueReport("DeleteFunction")) {
      recorder.invoke(event("recorder-timed-out").replace("01JDF3T7C4V5N6P7Q8R9S0T1V2", id));

      JsonNode answer = delete.invoke(request("DELETE", "/v1/reports/{id}", id, ""));

      assertThat(answer.path("statusCode").asInt()).as(delete.function.log()).isEqualTo(204);
      assertThat(keys()).anyMatch(key -> key.contains(other)).noneMatch(key -> key.contains(id));
      assertThat(delete.actions()).isEqualTo(allowed("DeleteFunction"));
    }
  }

  /** Files, a checkpoint, and a file that is being written. */
  private static void fill(String id) {
    for (String key :
        List.of("reports/" + id + "/report.csv", "checkpoints/" + id + "/checkpoint")) {
      bucket.putObject(put -> put.bucket("errand").key(key), RequestBody.fromString("records"));
    }
    bucket.createMultipartUpload(
        create -> create.bucket("errand").key("reports/" + id + "/report.xlsx"));
  }

  /** Of everything in the bucket. */
  private static List<String> keys() {
    return Stream.concat(
            bucket.listObjectsV2(list -> list.bucket("errand")).contents().stream()
                .map(S3Object::key),
            bucket.listMultipartUploads(list -> list.bucket("errand")).uploads().stream()
                .map(MultipartUpload::key))
        .toList();
  }

  @Test
  void reconcilerCallsWhatItsRoleAllows() throws Exception {
    maxRunningTasks = 3;
    String lost = submitted();
    String cancelled = submitted();
    String succeeded = submitted();
    String deleted = submitted();
    String waiting = submitted();
    stepFunctions.setStatus(lost + "-1", "MISSING");
    stepFunctions.setStatus(succeeded + "-1", "SUCCEEDED");
    CompletableFuture<?> task = ecs.run(Attempt.first(new ReportId(succeeded)));
    deletedAnHourAgo(deleted);
    fill(deleted);
    try (DueReport control = new DueReport("ControlFunction");
        DueReport reconciler = new DueReport("ReconcilerFunction")) {
      control.invoke(request("POST", "/v1/reports/{id}/cancel", cancelled, ""));
      reconciler.invoke(event("reconciler-schedule"));
      reconciler.invoke(event("reconciler-schedule"));

      assertThat(reconciler.function.log())
          .contains("repaired: STARTED", "repaired: STOPPED", "repaired: TASK_STOPPED");
      await().until(task::isDone);
      assertThat(stepFunctions.calls())
          .anyMatch(call -> call.parameters().path("name").asText().equals(waiting + "-1"));
      assertThat(reconciler.actions()).isEqualTo(allowed("ReconcilerFunction"));
    }
  }

  @Test
  void webhooksAndDispatcherCallWhatTheirRolesAllow() throws Exception {
    try (Receiver receiver = Receiver.start();
        DueReport webhook = new DueReport("WebhookFunction");
        DueReport recorder = new DueReport("RecorderFunction");
        DueReport dispatch = new DueReport("DispatchFunction")) {
      JsonNode made =
          webhook.invoke(
              event("webhook-post")
                  .replace("https://hooks.invalid/errand", receiver.url())
                  .replace(
                      "[\\\"report.succeeded\\\"]",
                      "[\\\"report.started\\\", \\\"report.succeeded\\\"]"));
      assertThat(made.path("statusCode").asInt()).as(webhook.function.log()).isEqualTo(201);
      String id = JSON.readTree(made.path("body").asText()).path("id").asText();
      String report = submitted();
      recorder.invoke(event("recorder-running").replace("01JDF3T7C4V5N6P7Q8R9S0T1V2", report));
      dispatch.invoke(bus.events().get(bus.events().size() - 1).toString());
      assertThat(receiver.messages()).as(dispatch.function.log()).hasSize(1);
      receiver.answer(500);
      recorder.invoke(event("recorder-timed-out").replace("01JDF3T7C4V5N6P7Q8R9S0T1V2", report));
      String other = submitted();
      recorder.invoke(event("recorder-running").replace("01JDF3T7C4V5N6P7Q8R9S0T1V2", other));
      dispatch.invoke(event("dispatch-schedule"));
      assertThat(receiver.messages()).as(dispatch.function.log()).hasSize(2);

      String one = "/v1/webhooks/{webhook_id}";
      webhook.invoke(ofWebhook("GET", "/v1/webhooks", id, ""));
      webhook.invoke(ofWebhook("PATCH", one, id, "{}"));
      webhook.invoke(ofWebhook("POST", one + "/rotate-secret", id, ""));
      webhook.invoke(ofWebhook("POST", one + "/ping", id, ""));
      webhook.invoke(ofWebhook("GET", one + "/deliveries", id, ""));
      JsonNode deleted = webhook.invoke(ofWebhook("DELETE", one, id, ""));

      assertThat(deleted.path("statusCode").asInt()).as(webhook.function.log()).isEqualTo(204);
      assertThat(webhook.actions()).isEqualTo(allowed("WebhookFunction"));
      assertThat(dispatch.actions()).isEqualTo(allowed("DispatchFunction"));
    }
  }

  @Test
  void deadLettersAreReadAndReplayedWithWhatTheRoleAllows() throws Exception {
    deadLetters.send(event("recorder-running"), "broken");
    deadLetters.send("{}", "no detail.status");
    deadLetters.setFailure(
        event -> event.isEmpty() ? Optional.of("no detail.status") : Optional.empty());
    try (DueReport function = new DueReport("DeadLettersFunction")) {
      function.invoke(event("dead-letters-list"));
      JsonNode answer = function.invoke(event("dead-letters-replay"));

      assertThat(JSON.readTree(answer.path("body").asText()).path("replayed").asInt())
          .as(function.function.log())
          .isEqualTo(1);
      assertThat(function.actions()).isEqualTo(allowed("DeadLettersFunction"));
    }
  }

  private static String ofWebhook(String method, String path, String id, String body)
      throws IOException {
    ObjectNode event = (ObjectNode) JSON.readTree(event("webhook-post"));
    event.put("routeKey", method + " " + path);
    event.put("rawPath", path.replace("{webhook_id}", id));
    event.putObject("pathParameters").put("webhook_id", id);
    ((ObjectNode) event.at("/requestContext/http")).put("method", method);
    event.put("body", body);
    return event.toString();
  }

  private void deletedAnHourAgo(String id) {
    ReportStore reports = new ReportStore(table.dynamoDb(), table.name());
    Report report = reports.find(new ReportId(id)).orElseThrow().report();
    Report deleted = report.deleted(Instant.now().minus(Duration.ofMinutes(61)));
    reports.delete(report, deleted, deleted.requestedBy("caller"));
  }

  private String submitted() throws Exception {
    if (intakeOfSubmitted == null) {
      intakeOfSubmitted = new DueReport("IntakeFunction");
    }
    ObjectNode event = (ObjectNode) JSON.readTree(event("intake-post"));
    ((ObjectNode) event.get("headers")).remove("idempotency-key");
    JsonNode answer = intakeOfSubmitted.invoke(event.toString());
    return JSON.readTree(answer.path("body").asText()).path("id").asText();
  }

  private static Set<String> allowed(String function) throws IOException {
    Set<String> actions = new TreeSet<>();
    for (JsonNode statement : statements(policies(function))) {
      JsonNode action = statement.get("Action");
      if (action.isTextual()) {
        actions.add(action.asText());
      }
      action.forEach(each -> actions.add(each.asText()));
    }
    actions.remove(TELLS_WHAT_IS_MISSING);
    actions.remove("sqs:SendMessage"); // Lambda's own, for the dead letters
    return actions;
  }

  private static JsonNode policies(String function) throws IOException {
    return JSON.readTree(ROOT.resolve("deploy/cloudformation.json").toFile())
        .at("/Resources/" + function + "Role/Properties/Policies");
  }

  private static JsonNode statements(JsonNode policies) {
    ArrayNode statements = JSON.createArrayNode();
    policies.findValues("Statement").forEach(list -> list.forEach(statements::add));
    return statements;
  }

  private static String request(String method, String path, String id, String query)
      throws IOException {
    ObjectNode event = (ObjectNode) JSON.readTree(event("query-get"));
    event.put("routeKey", method + " " + path);
    event.put("rawPath", path.replace("{id}", id));
    event.put("rawQueryString", query);
    event.putObject("pathParameters").put("id", id);
    ObjectNode parameters = event.putObject("queryStringParameters");
    for (String parameter : query.isEmpty() ? new String[0] : query.split("&")) {
      parameters.put(
          parameter.substring(0, parameter.indexOf('=')),
          parameter.substring(parameter.indexOf('=') + 1));
    }
    ((ObjectNode) event.at("/requestContext/http")).put("method", method);
    return event.toString();
  }

  private static String asAdministrator(String request) {
    return request.replace("reports:read reports:write", "reports:admin");
  }

  private static String withKey(String request) throws IOException {
    ObjectNode event = (ObjectNode) JSON.readTree(request);
    ((ObjectNode) event.get("headers")).put("idempotency-key", "again");
    return event.toString();
  }

  private static String event(String name) throws IOException {
    return Files.readString(ROOT.resolve("events/" + name + ".json"));
  }
}
