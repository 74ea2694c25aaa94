package dev.errand.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeMapRunResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveStatus;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.MapRunStatus;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.StateMachineTypeNotSupportedException;
import software.amazon.awssdk.services.sfn.model.ValidationException;

/** Calls about executions and Map Runs, by AWS's client over HTTP. */
class ExecutionCallsTest extends StepFunctionsFixture {

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
  void namesAnExecutionItselfThatHasNoName() {
    String arn = client.startExecution(r -> r.stateMachineArn(machine)).executionArn();

    assertThat(describe(arn).name()).hasSize(36);
    assertThat(describe(arn).input()).isEqualTo("{}");
  }

  @Test
  void anExecutionHasTheTraceHeaderOfItsStartAndTheHeaderOfTheRequestIsPreferred() {
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
  void returnsTheHistoryInBothOrdersAndInPages() {
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
  void refusesFiltersThatOnlyMapRunsHave() {
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
  void refusesUnknownFilters() {
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

  private List<String> list(ExecutionStatus status) {
    return client
        .listExecutions(r -> r.stateMachineArn(machine).statusFilter(status))
        .executions()
        .stream()
        .map(ExecutionListItem::name)
        .toList();
  }
}
