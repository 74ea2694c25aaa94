package dev.errand.functions.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.functions.execution.StateVisit.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** Histories in the form that Step Functions documents. */
class VisitReadingTest {

  private static final Instant BEGIN = Instant.parse("2026-11-24T10:00:00Z");

  private final ExecutionHistoryParser reading = new ExecutionHistoryParser();
  private long last;

  @Test
  void aTaskThatIsTriedAgainIsOneStayWithItsRetries() {
    entered("Task", "Generate report", "{\"a\":1}");
    happened("TaskScheduled");
    happened(
        "TaskFailed",
        event -> event.taskFailedEventDetails(task -> task.error("ECS.ServerException")));
    happened("TaskScheduled");
    happened(
        "TaskSubmitted",
        event ->
            event.taskSubmittedEventDetails(
                task -> task.output("{\"Tasks\":[{\"TaskArn\":\"arn:t\"}]}")));

    StateVisit running = only();
    assertThat(running.outcome()).isEqualTo(Outcome.RUNNING);
    assertThat(running.retries()).isEqualTo(1);
    assertThat(running.error()).isEmpty();
    assertThat(running.taskArn()).contains("arn:t");
    assertThat(running.input()).contains("{\"a\":1}");

    happened("TaskSucceeded");
    exited("Task", "Generate report", "{\"b\":2}");
    assertThat(only().outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(only().output()).contains("{\"b\":2}");
    assertThat(only().exitedAt()).contains(BEGIN.plusSeconds(last));
  }

  @Test
  void anErrorThatIsCaughtLeadsOnAndOneThatIsNotEndsTheExecution() {
    entered("Task", "Generate report", "{}");
    happened("TaskScheduled");
    happened(
        "TaskFailed",
        event ->
            event.taskFailedEventDetails(task -> task.error("States.TaskFailed").cause("exit 65")));
    exited("Task", "Generate report", "{}");
    entered("Fail", "Permanent failure", "{}");
    happened(
        "ExecutionFailed",
        event -> event.executionFailedEventDetails(end -> end.error("Worker.Exit65").cause("why")));

    assertThat(reading.visits())
        .extracting(StateVisit::outcome)
        .containsExactly(Outcome.CAUGHT, Outcome.FAILED);
    assertThat(reading.visits())
        .extracting(StateVisit::error)
        .containsExactly(Optional.of("States.TaskFailed"), Optional.of("Worker.Exit65"));
    assertThat(reading.visits())
        .extracting(StateVisit::cause)
        .containsExactly(Optional.of("exit 65"), Optional.of("why"));
  }

  @Test
  void anAbortedExecutionStopsWhereItIsAndARedriveContinuesThere() {
    entered("Task", "Generate report", "{}");
    happened("TaskScheduled");
    happened("ExecutionAborted");
    assertThat(only().outcome()).isEqualTo(Outcome.STOPPED);

    happened("ExecutionRedriven");
    happened("TaskScheduled");
    assertThat(only().outcome()).isEqualTo(Outcome.RUNNING);
    assertThat(only().exitedAt()).isEmpty();
  }

  @Test
  void aRedriveIsNoRetryAndARetryAfterItIs() {
    entered("Task", "Generate report", "{}");
    happened("TaskScheduled");
    taskFailed();
    happened("TaskScheduled");
    taskFailed();
    happened("ExecutionFailed", event -> event.executionFailedEventDetails(end -> {}));
    assertThat(only().retries()).isEqualTo(1);

    happened("ExecutionRedriven");
    happened("TaskScheduled");
    assertThat(only().retries()).isEqualTo(1);

    taskFailed();
    happened("TaskScheduled");
    assertThat(only().retries()).isEqualTo(2);
  }

  @Test
  void aRedriveOfATaskThatWasStoppedIsNoRetry() {
    entered("Task", "Generate report", "{}");
    happened("TaskScheduled");
    happened("ExecutionAborted");
    happened("ExecutionRedriven");
    happened("TaskScheduled");

    assertThat(only().retries()).isZero();
  }

  @Test
  void withoutDataItHasTheSameStates() {
    entered("Task", "Generate report", null);
    happened("TaskScheduled");
    happened("TaskFailed", event -> event.taskFailedEventDetails(task -> {}));
    exited("Task", "Generate report", null);

    assertThat(only().outcome()).isEqualTo(Outcome.CAUGHT);
    assertThat(only().input()).isEmpty();
  }

  @Test
  void aGraphHasTheWaysOfADefinitionAndNothingElse() {
    StateGraph graph =
        Definition.graph(
            """
            {"StartAt": "A", "States": {
              "A": {"Type": "Task", "Resource": "arn:secret", "Comment": "first", "Next": "B",
                    "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}]},
              "B": {"Type": "Choice", "Choices": [{"Variable": "$", "Next": "C"}, {"Variable": "$", "Next": "A"}],
                    "Default": "C"},
              "C": {"Type": "Succeed"}}}""");

    assertThat(graph.startAt()).isEqualTo("A");
    assertThat(graph.toString()).doesNotContain("secret");
    assertThat(graph.states()).extracting(StateGraph.State::name).containsExactly("A", "B", "C");
    assertThat(graph.states().get(0).ways())
        .extracting(way -> way.to() + " " + way.kind())
        .containsExactly("B NEXT", "C CATCH");
    assertThat(graph.states().get(1).ways())
        .extracting(way -> way.to() + " " + way.kind())
        .containsExactly("C CHOICE", "A CHOICE", "C DEFAULT");
  }

  private void taskFailed() {
    happened(
        "TaskFailed", event -> event.taskFailedEventDetails(task -> task.error("ECS.Unknown")));
  }

  private StateVisit only() {
    List<StateVisit> visits = reading.visits();
    assertThat(visits).hasSize(1);
    return visits.get(0);
  }

  private void entered(String type, String name, String input) {
    happened(
        type + "StateEntered",
        event -> event.stateEnteredEventDetails(state -> state.name(name).input(input)));
  }

  private void exited(String type, String name, String output) {
    happened(
        type + "StateExited",
        event -> event.stateExitedEventDetails(state -> state.name(name).output(output)));
  }

  private void happened(String type) {
    happened(type, event -> event);
  }

  private void happened(String type, UnaryOperator<HistoryEvent.Builder> details) {
    HistoryEvent.Builder event =
        HistoryEvent.builder()
            .type(type)
            .id(last + 1)
            .previousEventId(last)
            .timestamp(BEGIN.plusSeconds(last + 1));
    reading.read(details.apply(event).build());
    last++;
  }
}
