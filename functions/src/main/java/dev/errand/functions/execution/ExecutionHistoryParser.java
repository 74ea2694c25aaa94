package dev.errand.functions.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errand.functions.execution.StateVisit.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/**
 * Derives the state visits of an execution from its history, event by event. Source: "Data Types,
 * HistoryEvent" in the API reference of Step Functions; an event names the one before it on its
 * branch.
 */
final class ExecutionHistoryParser {

  private static final String ENTERED = "StateEntered";
  private static final String EXITED = "StateExited";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<OpenVisit> visits = new ArrayList<>();
  private final Map<Long, OpenVisit> ofEvent = new HashMap<>();

  /** A visit as far as it has been read. */
  private static final class OpenVisit {
    private final String name;
    private final String type;
    private final Instant enteredAt;
    private final String input;
    private Outcome outcome = Outcome.RUNNING;
    private Instant exitedAt;
    private String output;
    private boolean isFailing;
    private String error;
    private String cause;
    private String taskArn;
    private boolean isScheduled;
    private int retries;

    OpenVisit(HistoryEvent event, String type) {
      this.name = event.stateEnteredEventDetails().name();
      this.type = type;
      this.enteredAt = event.timestamp();
      this.input = event.stateEnteredEventDetails().input();
    }

    StateVisit visit() {
      return new StateVisit(
          name,
          type,
          outcome,
          enteredAt,
          Optional.ofNullable(exitedAt),
          retries,
          Optional.ofNullable(error),
          Optional.ofNullable(cause),
          Optional.ofNullable(taskArn),
          Optional.ofNullable(input),
          Optional.ofNullable(output));
    }

    /** A retry begins a task again during the visit; a redrive, after the execution has ended. */
    void schedule() {
      if (isScheduled && outcome == Outcome.RUNNING) {
        retries++;
      }
      isScheduled = true;
      outcome = Outcome.RUNNING;
      exitedAt = null;
      isFailing = false;
      error = null;
      cause = null;
    }

    void fail(String newError, String newCause) {
      isFailing = true;
      error = newError;
      cause = newCause;
    }

    void end(Outcome end, Instant at) {
      outcome = end;
      exitedAt = at;
    }
  }

  void read(HistoryEvent event) {
    String type = event.typeAsString();
    OpenVisit visit = ofEvent.get(event.previousEventId());
    if (type.endsWith(ENTERED)) {
      visit = new OpenVisit(event, type.substring(0, type.length() - ENTERED.length()));
      visits.add(visit);
    } else if (type.endsWith(EXITED)) {
      visit = open(event.stateExitedEventDetails().name()).orElse(visit);
    }
    if (visit != null) {
      ofEvent.put(event.id(), visit);
      apply(event, visit);
    }
    if (type.startsWith("Execution")) {
      end(event);
    }
  }

  List<StateVisit> visits() {
    return visits.stream().map(OpenVisit::visit).toList();
  }

  private Optional<OpenVisit> open(String name) {
    return visits.stream()
        .filter(visit -> visit.name.equals(name) && visit.outcome == Outcome.RUNNING)
        .reduce((earlier, later) -> later);
  }

  private static void apply(HistoryEvent event, OpenVisit visit) {
    switch (event.typeAsString()) {
      case "TaskScheduled" -> visit.schedule();
      case "TaskSubmitted" -> visit.taskArn = taskArn(event.taskSubmittedEventDetails().output());
      case "TaskFailed" ->
          visit.fail(
              event.taskFailedEventDetails().error(), event.taskFailedEventDetails().cause());
      case "TaskStartFailed" ->
          visit.fail(
              event.taskStartFailedEventDetails().error(),
              event.taskStartFailedEventDetails().cause());
      case "TaskSubmitFailed" ->
          visit.fail(
              event.taskSubmitFailedEventDetails().error(),
              event.taskSubmitFailedEventDetails().cause());
      case "TaskTimedOut" ->
          visit.fail(
              event.taskTimedOutEventDetails().error(), event.taskTimedOutEventDetails().cause());
      default -> {
        if (event.typeAsString().endsWith(EXITED)) {
          visit.output = event.stateExitedEventDetails().output();
          visit.end(visit.isFailing ? Outcome.CAUGHT : Outcome.SUCCEEDED, event.timestamp());
        }
      }
    }
  }

  private void end(HistoryEvent event) {
    switch (event.typeAsString()) {
      case "ExecutionFailed" -> {
        OpenVisit failed = ofEvent.get(event.previousEventId());
        if (failed != null) {
          failed.fail(
              event.executionFailedEventDetails().error(),
              event.executionFailedEventDetails().cause());
          failed.end(Outcome.FAILED, event.timestamp());
        }
        endOpen(event);
      }
      case "ExecutionAborted", "ExecutionTimedOut" -> endOpen(event);
      default -> {
        // it starts, is redriven or succeeds: no visit ends by that
      }
    }
  }

  private void endOpen(HistoryEvent event) {
    visits.stream()
        .filter(visit -> visit.outcome == Outcome.RUNNING)
        .forEach(visit -> visit.end(Outcome.STOPPED, event.timestamp()));
  }

  /** The output is RunTask's answer. */
  private static String taskArn(String output) {
    try {
      return output == null ? null : JSON.readTree(output).at("/Tasks/0/TaskArn").asText(null);
    } catch (JsonProcessingException notOfEcs) {
      return null;
    }
  }
}
