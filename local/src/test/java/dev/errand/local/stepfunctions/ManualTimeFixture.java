package dev.errand.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.local.awsjson.AwsError;
import dev.errand.states.integration.ServiceIntegrations;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Step Functions in time that passes when the test says so, with the state machine {@code reports}.
 * Its one task calls a {@link TestService}.
 */
abstract class ManualTimeFixture {

  static final String TASK =
      """
      {"StartAt": "Work", "TimeoutSeconds": 3600, "States": {
        "Work": {"Type": "Task", "Resource": "%s", "TimeoutSeconds": 600,
          "Parameters": {"request.$": "States.JsonToString($)", "try.$": "$$.State.RetryCount"},
          "Retry": [{"ErrorEquals": ["Again"], "IntervalSeconds": 10, "MaxAttempts": 2}],
          "End": true}}}"""
          .formatted(TestService.RESOURCE);

  /** The beginning of the ARNs of executions of {@code reports}. */
  static final String ARN = "arn:aws:states:eu-central-1:123456789012:execution:reports:";

  private static final Account ACCOUNT = new Account("123456789012", "eu-central-1", "id", "key");

  @TempDir Path folder;
  final ManualTimer timer = new ManualTimer(Instant.parse("2026-01-31T08:00:00.500Z"));
  final TestService service = new TestService();
  final List<ObjectNode> events = new ArrayList<>();
  boolean eventsAreRefused;
  Components components;
  StepFunctions stepFunctions;
  String machine;

  @BeforeEach
  void deploy() {
    open();
    machine = stepFunctions.deploy("reports", TASK).arn();
  }

  /** Opens it on the folder of the test. */
  void open() {
    open(1);
  }

  void open(double delayFactor) {
    components =
        Components.of(
            new StepFunctions.Settings(
                folder,
                ACCOUNT,
                new ServiceIntegrations(Map.of(TestService.RESOURCE, service)),
                this::take,
                timer,
                delayFactor));
    components.resume();
    stepFunctions = new StepFunctions(components);
  }

  private void take(ObjectNode event) {
    if (eventsAreRefused) {
      throw new IllegalStateException("refused");
    }
    events.add(event);
  }

  /** Opens it again after a kill: what was to come does not come. */
  void reopen() {
    timer.close();
    open();
    timer.settle();
  }

  /** Starts an execution of {@link #machine}. */
  String start(String name, String input) {
    String arn = stepFunctions.startExecution(machine, name, input);
    timer.settle();
    return arn;
  }

  Execution execution(String arn) {
    return components.executions().get(arn);
  }

  /** The types of the events in the history of an execution. */
  List<String> types(String arn) {
    return components.executions().history(execution(arn)).stream()
        .map(event -> event.path("type").asText())
        .toList();
  }

  /** The statuses in the events that were taken. */
  List<String> statuses() {
    return events.stream().map(event -> event.at("/detail/status").asText()).toList();
  }

  static void assertRefused(String type, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            AwsError.class,
            refused -> org.assertj.core.api.Assertions.assertThat(refused.type()).isEqualTo(type));
  }
}
