package dev.errand.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.local.Account;
import dev.errand.states.value.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeMapRunResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveStatus;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetActivityTaskResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidDefinitionException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.MapRunStatus;
import software.amazon.awssdk.services.sfn.model.MissingRequiredParameterException;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.StateMachineTypeNotSupportedException;
import software.amazon.awssdk.services.sfn.model.Tag;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResponse;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResultCode;
import software.amazon.awssdk.services.sfn.model.ValidationException;

/** Spoken to by AWS's own clients, over HTTP. */
class StepFunctionsApiTest {

  private static final Account ACCOUNT = new Account("123456789012", "eu-central-1", "id", "key");

  @TempDir Path folder;
  private final TestService service = new TestService();
  private StepFunctions stepFunctions;
  private ServedStepFunctions served;
  private SfnClient client;
  private String machine;

  @Test
  void anExecutionTellsTheTraceHeaderThatItWasStartedWithAndTheRequestsOwnIsPreferred() {
    String inBody = "Root=1-67891233-abcdef012345678912345678;Sampled=0";
    String inHeader = "Root=1-67891234-abcdef012345678912345678;Sampled=1";
    String body =
        client.startExecution(s -> s.stateMachineArn(machine).traceHeader(inBody)).executionArn();
    String both =
        client
            .startExecution(
                s ->
                    s.stateMachineArn(machine)
                        .traceHeader(inBody)
                        .overrideConfiguration(o -> o.putHeader("X-Amzn-Trace-Id", inHeader)))
            .executionArn();
    String none = client.startExecution(s -> s.stateMachineArn(machine)).executionArn();

    assertThat(List.of(body, both))
        .extracting(arn -> client.describeExecution(d -> d.executionArn(arn)).traceHeader())
        .containsExactly(inBody, inHeader);
    assertThat(client.describeExecution(d -> d.executionArn(none)).traceHeader()).isNull();
    assertThatThrownBy(
            () ->
                client.startExecution(s -> s.stateMachineArn(machine).traceHeader("x".repeat(257))))
        .isInstanceOf(ValidationException.class);
  }

  @Test
  void anExecutionCanDescribeItself() {
    String describing =
        stepFunctions
            .deploy(
                "describing",
                """
                {"StartAt": "Ask", "States": {"Ask": {
                  "Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sfn:describeExecution",
                  "Parameters": {"ExecutionArn.$": "$$.Execution.Id"}, "End": true}}}""")
            .arn();
    String arn =
        client
            .startExecution(s -> s.stateMachineArn(describing).traceHeader("Sampled=1"))
            .executionArn();

    await()
        .until(
            () ->
                client.describeExecution(d -> d.executionArn(arn)).status()
                    == ExecutionStatus.SUCCEEDED);
    assertThat(client.describeExecution(d -> d.executionArn(arn)).output())
        .contains(
            "\"ExecutionArn\":\"%s\"".formatted(arn),
            "\"Status\":\"RUNNING\"",
            "\"TraceHeader\":\"Sampled=1\"")
        .containsPattern("\"StartDate\":\"\\d{4}-[^\"]*Z\"");
  }

  @Test
  void aTaskCallsStepFunctionsAsTheSdkDoes() {
    String child = create("child", pass("done"));
    String start =
        """
        {"StartAt": "S", "States": {"S": {"Type": "Task", "End": true,
          "Resource": "arn:aws:states:::aws-sdk:sfn:%s", "Parameters": %s}}}""";
    String good =
        create(
            "good",
            start.formatted(
                "startExecution",
                "{\"StateMachineArn\": \"%s\", \"Name\": \"n\", \"Input\": {\"a\": 1}}"
                    .formatted(child)));
    String bad =
        create("bad", start.formatted("sendTaskSuccess", "{\"TaskToken\": \"x\", \"Output\": {}}"));

    DescribeExecutionResponse started = run(good);
    DescribeExecutionResponse failed = run(bad);

    assertThat(started.output())
        .matches("\\{\"ExecutionArn\":\"[^\"]*:child:n\",\"StartDate\":\"\\d{4}-[^\"]*Z\"}");
    assertThat(describe(child.replace("stateMachine", "execution") + ":n").input())
        .isEqualTo("{\"a\":1}");
    assertThat(failed.error()).isEqualTo("Sfn.InvalidTokenException");
    assertThat(failed.cause())
        .matches(
            "Invalid Token: 'Invalid token' \\(Service: Sfn, Status Code: 400, Request ID: [0-9a-f-]{36}\\) \\(SDK Attempt Count: 1\\)");
    assertThatThrownBy(() -> create("none", start.formatted("listEverything", "{}")))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("Available are: [arn:aws:states:::aws-sdk:sfn:create")
        .hasMessageContaining("at /States/S/Resource");
  }

  private DescribeExecutionResponse run(String stateMachineArn) {
    String arn = client.startExecution(r -> r.stateMachineArn(stateMachineArn)).executionArn();
    await().until(() -> describe(arn).status() != ExecutionStatus.RUNNING);
    return describe(arn);
  }

  @BeforeEach
  void serve() {
    served = new ServedStepFunctions(folder, Map.of(TestService.RESOURCE, service));
    stepFunctions = served.service;
    client = served.client;
    machine =
        stepFunctions
            .deploy(
                "reports",
                """
                {"StartAt": "Work", "States": {
                  "Work": {"Type": "Task", "Resource": "%s", "TimeoutSeconds": 600, "End": true}}}"""
                    .formatted(TestService.RESOURCE))
            .arn();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void createsAStateMachineOnceAndNeverReplacesAnother() {
    String pass = "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"End\": true}}}";

    assertThat(create("other", pass)).isEqualTo(create("other", pass));
    assertThatThrownBy(() -> create("reports", pass))
        .isInstanceOf(StateMachineAlreadyExistsException.class);
    assertThat(
            client.describeStateMachine(describe -> describe.stateMachineArn(machine)).definition())
        .contains(TestService.RESOURCE);
  }

  @Test
  void aStateMachineNamedLikeAParentFolderStaysInItsOwn() {
    String arn =
        create(
            "..", "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"End\": true}}}");
    client.startExecution(start -> start.stateMachineArn(arn).name("one"));

    assertThat(folder).isDirectoryNotContaining(file -> file.toString().contains("one~"));
    assertThat(folder.resolve("executions")).isNotEmptyDirectory();
  }

  private String create(String name, String definition) {
    return client
        .createStateMachine(
            create ->
                create
                    .name(name)
                    .definition(definition)
                    .roleArn("arn:aws:iam::123456789012:role/any"))
        .stateMachineArn();
  }

  @Test
  void startsAndDescribesAnExecution() {
    StartExecutionResponse started = start("one", "{\"a\": 1.50}");
    await().until(() -> service.calls.size() == 1);
    DescribeExecutionResponse running = describe(started.executionArn());

    assertThat(running.status()).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(running.input()).isEqualTo("{\"a\": 1.50}");
    assertThat(running.startDate()).isEqualTo(started.startDate());
    assertThat(running.stopDate()).isNull();
    assertThat(running.stateMachineArn()).isEqualTo(machine);
    assertThat(running.redriveStatus()).isEqualTo(ExecutionRedriveStatus.NOT_REDRIVABLE);
    service.last().succeed();
    await().until(() -> describe(started.executionArn()).status() == ExecutionStatus.SUCCEEDED);
    DescribeExecutionResponse ended = describe(started.executionArn());
    assertThat(ended.output()).isEqualTo("{\"Done\":true}");
    assertThat(ended.stopDate()).isAfterOrEqualTo(ended.startDate());
  }

  @Test
  void tellsTheHistoryInBothOrdersAndInPages() {
    String arn = start("one", "{}").executionArn();
    await().until(() -> service.calls.size() == 1);
    service.last().fail("States.TaskFailed", "{\"ExitCode\":64}");
    await().until(() -> describe(arn).status() == ExecutionStatus.FAILED);

    List<HistoryEvent> events =
        client
            .getExecutionHistoryPaginator(r -> r.executionArn(arn).maxResults(2))
            .events()
            .stream()
            .toList();

    assertThat(events)
        .extracting(HistoryEvent::type)
        .containsExactly(
            HistoryEventType.EXECUTION_STARTED,
            HistoryEventType.TASK_STATE_ENTERED,
            HistoryEventType.TASK_SCHEDULED,
            HistoryEventType.TASK_STARTED,
            HistoryEventType.TASK_SUBMITTED,
            HistoryEventType.TASK_FAILED,
            HistoryEventType.EXECUTION_FAILED);
    assertThat(events).extracting(HistoryEvent::id).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(events.get(2).taskScheduledEventDetails().resourceType()).isEqualTo("test");
    assertThat(events.get(2).taskScheduledEventDetails().resource()).isEqualTo("call.sync");
    assertThat(events.get(2).taskScheduledEventDetails().timeoutInSeconds()).isEqualTo(600);
    assertThat(events.get(4).taskSubmittedEventDetails().output()).isEqualTo("{\"Accepted\":true}");
    assertThat(events.get(5).taskFailedEventDetails().cause()).isEqualTo("{\"ExitCode\":64}");
    assertThat(
            client
                .getExecutionHistory(r -> r.executionArn(arn).reverseOrder(true))
                .events()
                .get(0)
                .executionFailedEventDetails()
                .error())
        .isEqualTo("States.TaskFailed");
  }

  @Test
  void listsExecutionsNewestFirstByStatusAndInPages() {
    List<String> arns = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      arns.add(0, start("e" + i, "{}").executionArn());
    }
    client.stopExecution(r -> r.executionArn(arns.get(4)));

    List<ExecutionListItem> all =
        client
            .listExecutionsPaginator(r -> r.stateMachineArn(machine).maxResults(2))
            .executions()
            .stream()
            .toList();

    assertThat(all).extracting(ExecutionListItem::executionArn).hasSameElementsAs(arns).hasSize(5);
    assertThat(all).isSortedAccordingTo((a, b) -> b.startDate().compareTo(a.startDate()));
    assertThat(list(ExecutionStatus.ABORTED)).containsExactly("e0");
    assertThat(list(ExecutionStatus.RUNNING)).containsExactlyInAnyOrder("e1", "e2", "e3", "e4");
    assertThat(list(ExecutionStatus.SUCCEEDED)).isEmpty();
  }

  @Test
  void listsExecutionsWithHowOftenAndWhenTheyWereRedriven() {
    String arn = start("one", "{}").executionArn();
    start("two", "{}");
    client.stopExecution(r -> r.executionArn(arn));
    Instant redriven = client.redriveExecution(r -> r.executionArn(arn)).redriveDate();

    assertThat(client.listExecutions(r -> r.stateMachineArn(machine)).executions())
        .extracting(
            ExecutionListItem::name,
            ExecutionListItem::redriveCount,
            ExecutionListItem::redriveDate,
            ExecutionListItem::stopDate)
        .containsExactlyInAnyOrder(tuple("one", 1, redriven, null), tuple("two", 0, null, null));
  }

  @Test
  void refusesFiltersThatOnlyMapRunsKnow() {
    Stream.of("REDRIVEN", "NOT_REDRIVEN")
        .forEach(
            filter ->
                assertThatThrownBy(
                        () ->
                            client.listExecutions(
                                r -> r.stateMachineArn(machine).redriveFilter(filter)))
                    .isInstanceOf(ValidationException.class));
    assertThatThrownBy(() -> list(ExecutionStatus.PENDING_REDRIVE))
        .isInstanceOf(ValidationException.class);
  }

  @Test
  void refusesFiltersThatNobodyKnows() {
    assertThatThrownBy(
            () -> client.listExecutions(r -> r.stateMachineArn(machine).redriveFilter("TWICE")))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining(
            "Value 'TWICE' at 'redriveFilter' failed to satisfy constraint: Member must satisfy enum"
                + " value set: [NOT_REDRIVEN, REDRIVEN]");
    assertThatThrownBy(
            () -> client.listExecutions(r -> r.stateMachineArn(machine).statusFilter("LOST")))
        .isInstanceOf(ValidationException.class);
  }

  @Test
  void stopsAndRedrivesAnExecution() {
    String arn = start("one", "{}").executionArn();
    await().until(() -> service.calls.size() == 1);

    client.stopExecution(r -> r.executionArn(arn).error("Cancelled").cause("by hand"));

    assertThat(describe(arn).status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(describe(arn).error()).isEqualTo("Cancelled");
    assertThat(describe(arn).cause()).isEqualTo("by hand");
    client.redriveExecution(r -> r.executionArn(arn));
    assertThat(describe(arn).status()).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(describe(arn).redriveCount()).isEqualTo(1);
    assertThat(describe(arn).error()).isNull();
    assertThatThrownBy(() -> client.redriveExecution(r -> r.executionArn(arn)))
        .isInstanceOf(ExecutionNotRedrivableException.class);
  }

  @Test
  void describesStateMachinesAndWhatAnExecutionRuns() {
    String arn = start("one", "{}").executionArn();
    String next = "{\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Succeed\"}}}";
    stepFunctions.deploy("reports", next);

    assertThat(client.listStateMachines().stateMachines())
        .extracting(listed -> listed.stateMachineArn())
        .containsExactly(machine);
    assertThat(client.describeStateMachine(r -> r.stateMachineArn(machine)).definition())
        .isEqualTo(next);
    assertThat(client.describeStateMachineForExecution(r -> r.executionArn(arn)).definition())
        .contains("Work");
  }

  @Test
  void refusesByTheNamesThatTheSdkKnows() {
    start("one", "{}");

    assertThatThrownBy(() -> start("one", "[]"))
        .isInstanceOf(ExecutionAlreadyExistsException.class);
    assertThatThrownBy(() -> start("a b", "{}")).isInstanceOf(InvalidNameException.class);
    assertThatThrownBy(() -> start("two", "{")).isInstanceOf(InvalidExecutionInputException.class);
    assertThatThrownBy(() -> client.startExecution(r -> r.stateMachineArn("x")))
        .isInstanceOf(InvalidArnException.class);
    assertThatThrownBy(() -> client.startExecution(r -> r.stateMachineArn(machine + "x")))
        .isInstanceOf(StateMachineDoesNotExistException.class);
    assertThatThrownBy(() -> describe(machine.replace("stateMachine", "execution") + ":none"))
        .isInstanceOf(ExecutionDoesNotExistException.class);
    assertThatThrownBy(
            () -> client.listExecutions(r -> r.stateMachineArn(machine).nextToken("forged")))
        .isInstanceOf(InvalidTokenException.class);
    assertThatThrownBy(
            () -> client.createStateMachine(r -> r.name("x").definition("{}").roleArn("arn:role")))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining(
            "'SCHEMA_VALIDATION_FAILED: These fields are required: [States, StartAt] at /'");
  }

  @Test
  void describesAndListsAMapRunWithItsChildExecutions() {
    String arn =
        create(
            "mapping",
            """
            {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {
              "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
              "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}}""");
    String execution =
        client.startExecution(r -> r.stateMachineArn(arn).input("[1, 2]")).executionArn();
    await().until(() -> describe(execution).status() == ExecutionStatus.SUCCEEDED);

    String mapRun = client.listMapRuns(r -> r.executionArn(execution)).mapRuns().get(0).mapRunArn();
    DescribeMapRunResponse described = client.describeMapRun(r -> r.mapRunArn(mapRun));
    List<ExecutionListItem> children = client.listExecutions(r -> r.mapRunArn(mapRun)).executions();

    assertThat(described.executionArn()).isEqualTo(execution);
    assertThat(described.status()).isEqualTo(MapRunStatus.SUCCEEDED);
    assertThat(described.executionCounts().succeeded()).isEqualTo(2);
    assertThat(described.itemCounts().total()).isEqualTo(2);
    assertThat(children)
        .hasSize(2)
        .allSatisfy(child -> assertThat(child.itemCount()).isEqualTo(1))
        .allSatisfy(
            child -> assertThat(describe(child.executionArn()).mapRunArn()).isEqualTo(mapRun));
    assertThat(client.listExecutions(r -> r.stateMachineArn(arn)).executions()).hasSize(1);
    assertThatThrownBy(
            () -> client.updateMapRun(r -> r.mapRunArn(mapRun).toleratedFailurePercentage(101f)))
        .isInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> client.describeMapRun(r -> r.mapRunArn(mapRun + "x")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void updatesOnlyWhatChangesAndKeepsTheDefinitionOfWhatRuns() {
    String arn = create("changing", pass("one"));
    client.startExecution(r -> r.stateMachineArn(arn).name("before"));
    String first = update(arn, pass("two"));

    assertThat(update(arn, pass("two"))).isEqualTo(first);
    assertThat(update(arn, pass("three"))).isNotEqualTo(first);
    assertThat(client.describeStateMachine(r -> r.stateMachineArn(arn)).definition())
        .isEqualTo(pass("three"));
    assertThat(
            client
                .describeStateMachineForExecution(
                    r -> r.executionArn(arn.replace("stateMachine", "execution") + ":before"))
                .definition())
        .isEqualTo(pass("one"));
    assertThatThrownBy(() -> client.updateStateMachine(r -> r.stateMachineArn(arn)))
        .isInstanceOf(MissingRequiredParameterException.class);
  }

  private String update(String arn, String definition) {
    return client
        .updateStateMachine(r -> r.stateMachineArn(arn).definition(definition))
        .revisionId();
  }

  @Test
  void deletesAStateMachineAndEndsWhatRuns() {
    String arn = start("running", "{}").executionArn();
    await().until(() -> service.calls.size() == 1);

    client.deleteStateMachine(r -> r.stateMachineArn(machine));
    client.deleteStateMachine(r -> r.stateMachineArn(machine));

    assertThat(describe(arn).status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(client.listStateMachines().stateMachines()).isEmpty();
    assertThatThrownBy(() -> start("again", "{}"))
        .isInstanceOf(StateMachineDoesNotExistException.class);
    assertThat(create("reports", pass("new"))).isEqualTo(machine);
  }

  @Test
  void startsAVersionThatWasPublished() {
    String arn = create("versions", pass("one"));
    String version =
        client.publishStateMachineVersion(r -> r.stateMachineArn(arn)).stateMachineVersionArn();
    update(arn, pass("two"));

    String execution =
        client.startExecution(r -> r.stateMachineArn(version).name("old")).executionArn();

    await().until(() -> describe(execution).status() == ExecutionStatus.SUCCEEDED);
    assertThat(version).isEqualTo(arn + ":1");
    assertThat(describe(execution).output()).isEqualTo("\"one\"");
    assertThat(describe(execution).stateMachineVersionArn()).isEqualTo(version);
    assertThat(client.listExecutions(r -> r.stateMachineArn(version)).executions()).hasSize(1);
  }

  @Test
  void keepsTags() {
    client.tagResource(r -> r.resourceArn(machine).tags(tag("a")));
    client.tagResource(r -> r.resourceArn(machine).tags(tag("b")));
    client.untagResource(r -> r.resourceArn(machine).tagKeys("a"));

    assertThat(client.listTagsForResource(r -> r.resourceArn(machine)).tags())
        .extracting(Tag::key)
        .containsExactly("b");
  }

  private static Tag tag(String key) {
    return Tag.builder().key(key).value("1").build();
  }

  @Test
  void saysWhatIsWrongWithADefinition() {
    ValidateStateMachineDefinitionResponse answer =
        client.validateStateMachineDefinition(r -> r.definition("{\"States\": {}}"));

    assertThat(answer.result()).isEqualTo(ValidateStateMachineDefinitionResultCode.FAIL);
    assertThat(answer.diagnostics().get(0).code()).isEqualTo("SCHEMA_VALIDATION_FAILED");
    assertThat(answer.diagnostics().get(0).location()).isEqualTo("/");
    assertThat(client.validateStateMachineDefinition(r -> r.definition(pass("x"))).result())
        .isEqualTo(ValidateStateMachineDefinitionResultCode.OK);
  }

  @Test
  void runsAnExpressStateMachineWhileTheCallerWaits() {
    String arn =
        client
            .createStateMachine(
                r ->
                    r.name("quick")
                        .type(StateMachineType.EXPRESS)
                        .definition(pass("done"))
                        .roleArn("arn:aws:iam::123456789012:role/any"))
            .stateMachineArn();

    assertThat(client.startSyncExecution(r -> r.stateMachineArn(arn)).output())
        .isEqualTo("\"done\"");
    assertThatThrownBy(() -> client.startSyncExecution(r -> r.stateMachineArn(machine)))
        .isInstanceOf(StateMachineTypeNotSupportedException.class);
    assertThatThrownBy(() -> client.listExecutions(r -> r.stateMachineArn(arn)))
        .isInstanceOf(StateMachineTypeNotSupportedException.class);
  }

  @Test
  void givesAnActivityTaskToAWorkerAndTakesItsReport() {
    String activity = client.createActivity(r -> r.name("paint")).activityArn();
    String arn =
        create(
            "painting",
            """
            {"StartAt": "P", "States": {"P": {"Type": "Task", "Resource": "%s",
              "HeartbeatSeconds": 60, "TimeoutSeconds": 600, "End": true}}}"""
                .formatted(activity));
    String execution =
        client
            .startExecution(r -> r.stateMachineArn(arn).input("{\"colour\": \"red\"}"))
            .executionArn();

    GetActivityTaskResponse task =
        client.getActivityTask(r -> r.activityArn(activity).workerName("w"));
    client.sendTaskHeartbeat(r -> r.taskToken(task.taskToken()));
    client.sendTaskSuccess(r -> r.taskToken(task.taskToken()).output("{\"painted\": true}"));

    await().until(() -> describe(execution).status() == ExecutionStatus.SUCCEEDED);
    assertThat(task.input()).isEqualTo("{\"colour\":\"red\"}");
    assertThat(describe(execution).output()).isEqualTo("{\"painted\":true}");
    assertThat(client.getExecutionHistory(r -> r.executionArn(execution)).events())
        .extracting(HistoryEvent::type)
        .containsExactly(
            HistoryEventType.EXECUTION_STARTED,
            HistoryEventType.TASK_STATE_ENTERED,
            HistoryEventType.ACTIVITY_SCHEDULED,
            HistoryEventType.ACTIVITY_STARTED,
            HistoryEventType.ACTIVITY_SUCCEEDED,
            HistoryEventType.TASK_STATE_EXITED,
            HistoryEventType.EXECUTION_SUCCEEDED);
    assertThatThrownBy(() -> client.sendTaskSuccess(r -> r.taskToken(task.taskToken()).output("1")))
        .isInstanceOf(TaskTimedOutException.class);
    assertThatThrownBy(() -> client.sendTaskHeartbeat(r -> r.taskToken("forged")))
        .isInstanceOf(InvalidTokenException.class);
  }

  @Test
  void runsAnotherStateMachineAndWaitsForItsEnd() {
    String child = create("child", pass("done"));
    String arn =
        create(
            "parent",
            """
            {"StartAt": "Run", "States": {"Run": {"Type": "Task", "End": true,
              "Resource": "arn:aws:states:::states:startExecution.sync:2",
              "Parameters": {"StateMachineArn": "%s", "Input": {"a.$": "$.a"}},
              "OutputPath": "$['Status', 'Input', 'Output']"}}}"""
                .formatted(child));
    String execution =
        client.startExecution(r -> r.stateMachineArn(arn).input("{\"a\": 1}")).executionArn();

    await().until(() -> describe(execution).status() == ExecutionStatus.SUCCEEDED);
    assertThat(describe(execution).output())
        .isEqualTo("{\"Status\":\"SUCCEEDED\",\"Input\":{\"a\":1},\"Output\":\"done\"}");
  }

  private static String pass(String result) {
    return "{\"StartAt\":\"P\",\"States\":{\"P\":{\"Type\":\"Pass\",\"Result\":\"%s\",\"End\":true}}}"
        .formatted(result);
  }

  @Test
  void namesAnExecutionItselfThatHasNoName() {
    String arn = client.startExecution(r -> r.stateMachineArn(machine)).executionArn();

    assertThat(describe(arn).name()).hasSize(36);
    assertThat(describe(arn).input()).isEqualTo("{}");
  }

  @Test
  void readsAndAnswersEveryScript() {
    String arn = start("株式会社-ä", "{\"name\": \"Übung €\"}").executionArn();

    assertThat(describe(arn).name()).isEqualTo("株式会社-ä");
    assertThat(describe(arn).input()).isEqualTo("{\"name\": \"Übung €\"}");
    assertThatThrownBy(() -> describe(arn + "ß"))
        .isInstanceOf(ExecutionDoesNotExistException.class)
        .hasMessageContaining("株式会社-äß");
  }

  @Test
  void refusesWhatIsNoCallAtAll() throws Exception {
    HttpRequest noJson =
        HttpRequest.newBuilder(endpoint())
            .header("X-Amz-Target", "AWSStepFunctions.StartExecution")
            .POST(HttpRequest.BodyPublishers.ofString("{"))
            .build();

    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(noJson, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Json.read(answer.body()).path("__type").asText())
        .isEqualTo("SerializationException");
    assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/x-amz-json-1.0"));
  }

  @Test
  @EnabledIf(value = "awsIsInstalled", disabledReason = "the AWS CLI is not installed")
  void talksToTheAwsCli() throws Exception {
    JsonNode started =
        aws(
            "start-execution",
            "--state-machine-arn",
            machine,
            "--name",
            "by-hand",
            "--input",
            "{\"a\": 1}");
    String arn = started.path("executionArn").asText();

    assertThat(aws("describe-execution", "--execution-arn", arn).path("status").asText())
        .isEqualTo("RUNNING");
    assertThat(aws("list-executions", "--state-machine-arn", machine).at("/executions/0/name"))
        .hasToString("\"by-hand\"");
    aws("stop-execution", "--execution-arn", arn);
    assertThat(aws("describe-execution", "--execution-arn", arn).path("status").asText())
        .isEqualTo("ABORTED");
    assertThat(
            aws("get-execution-history", "--execution-arn", arn, "--reverse-order")
                .at("/events/0/type")
                .asText())
        .isEqualTo("ExecutionAborted");
  }

  static boolean awsIsInstalled() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Path.of(directory, "aws").toFile().canExecute());
  }

  private JsonNode aws(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("aws", "stepfunctions", "--endpoint-url", endpoint().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(ACCOUNT.environment());
    builder.environment().put("AWS_DEFAULT_OUTPUT", "json");
    Process process = builder.start();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return Json.read(output);
  }

  private URI endpoint() {
    return URI.create(served.endpoint());
  }

  private StartExecutionResponse start(String name, String input) {
    return client.startExecution(r -> r.stateMachineArn(machine).name(name).input(input));
  }

  private DescribeExecutionResponse describe(String arn) {
    return client.describeExecution(r -> r.executionArn(arn));
  }

  private List<String> list(ExecutionStatus status) {
    return client
        .listExecutions(r -> r.stateMachineArn(machine).statusFilter(status))
        .executions()
        .stream()
        .map(ExecutionListItem::name)
        .toList();
  }
}
