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
 * Reads the stays of an execution in its states out of its history, event by event. Source: "Data
 * Types, HistoryEvent" in the API reference of Step Functions; an event names the one before it on
 * its branch.
 */
final class VisitReading {

  private static final String ENTERED = "StateEntered";
  private static final String EXITED = "StateExited";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Stay> stays = new ArrayList<>();
  private final Map<Long, Stay> ofEvent = new HashMap<>();

  /** A stay as far as it has been read. */
  private static final class Stay {
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
    private int schedules;

    Stay(HistoryEvent event, String type) {
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
          Math.max(0, schedules - 1),
          Optional.ofNullable(error),
          Optional.ofNullable(cause),
          Optional.ofNullable(taskArn),
          Optional.ofNullable(input),
          Optional.ofNullable(output));
    }

    /** A redrive begins again what had ended. */
    void tries() {
      schedules++;
      outcome = Outcome.RUNNING;
      exitedAt = null;
      isFailing = false;
      error = null;
      cause = null;
    }

    void fails(String newError, String newCause) {
      isFailing = true;
      error = newError;
      cause = newCause;
    }

    void ends(Outcome end, Instant at) {
      outcome = end;
      exitedAt = at;
    }
  }

  void read(HistoryEvent event) {
    String type = event.typeAsString();
    Stay stay = ofEvent.get(event.previousEventId());
    if (type.endsWith(ENTERED)) {
      stay = new Stay(event, type.substring(0, type.length() - ENTERED.length()));
      stays.add(stay);
    } else if (type.endsWith(EXITED)) {
      stay = open(event.stateExitedEventDetails().name()).orElse(stay);
    }
    if (stay != null) {
      ofEvent.put(event.id(), stay);
      happen(event, stay);
    }
    if (type.startsWith("Execution")) {
      end(event);
    }
  }

  List<StateVisit> visits() {
    return stays.stream().map(Stay::visit).toList();
  }

  private Optional<Stay> open(String name) {
    return stays.stream()
        .filter(stay -> stay.name.equals(name) && stay.outcome == Outcome.RUNNING)
        .reduce((earlier, later) -> later);
  }

  private static void happen(HistoryEvent event, Stay stay) {
    switch (event.typeAsString()) {
      case "TaskScheduled" -> stay.tries();
      case "TaskSubmitted" -> stay.taskArn = taskArn(event.taskSubmittedEventDetails().output());
      case "TaskFailed" ->
          stay.fails(
              event.taskFailedEventDetails().error(), event.taskFailedEventDetails().cause());
      case "TaskStartFailed" ->
          stay.fails(
              event.taskStartFailedEventDetails().error(),
              event.taskStartFailedEventDetails().cause());
      case "TaskSubmitFailed" ->
          stay.fails(
              event.taskSubmitFailedEventDetails().error(),
              event.taskSubmitFailedEventDetails().cause());
      case "TaskTimedOut" ->
          stay.fails(
              event.taskTimedOutEventDetails().error(), event.taskTimedOutEventDetails().cause());
      default -> {
        if (event.typeAsString().endsWith(EXITED)) {
          stay.output = event.stateExitedEventDetails().output();
          stay.ends(stay.isFailing ? Outcome.CAUGHT : Outcome.SUCCEEDED, event.timestamp());
        }
      }
    }
  }

  private void end(HistoryEvent event) {
    switch (event.typeAsString()) {
      case "ExecutionFailed" -> {
        Stay failed = ofEvent.get(event.previousEventId());
        if (failed != null) {
          failed.fails(
              event.executionFailedEventDetails().error(),
              event.executionFailedEventDetails().cause());
          failed.ends(Outcome.FAILED, event.timestamp());
        }
        endOpen(event);
      }
      case "ExecutionAborted", "ExecutionTimedOut" -> endOpen(event);
      default -> {
        // it starts, is redriven or succeeds: no stay ends by that
      }
    }
  }

  private void endOpen(HistoryEvent event) {
    stays.stream()
        .filter(stay -> stay.outcome == Outcome.RUNNING)
        .forEach(stay -> stay.ends(Outcome.STOPPED, event.timestamp()));
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
