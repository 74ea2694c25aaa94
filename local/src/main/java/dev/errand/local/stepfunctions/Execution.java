package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.definition.Definition;
import dev.errand.states.execution.ExecutionResult;
import dev.errand.states.execution.ExecutionSnapshot;
import dev.errand.states.value.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An execution as it is stored.
 *
 * @param snapshot where its states are, from which the interpreter continues
 * @param unsent status events that are not delivered yet, oldest first
 */
record Execution(
    Start start,
    Outcome outcome,
    Redrives redrives,
    @JsonAlias("run") ExecutionSnapshot snapshot,
    HistoryLength history,
    List<ObjectNode> unsent) {

  /**
   * What never changes.
   *
   * @param version of the state machine, if one was started
   * @param alias the name that led to the version, if one was started
   * @param revision the definition that it began with and keeps
   * @param input JSON, as it was given
   * @param traceHeader of X-Ray, if one was given
   * @param mapRun what it is a child execution of, if it is one
   */
  record Start(
      String arn,
      String name,
      String stateMachineArn,
      Optional<Integer> version,
      Optional<String> alias,
      String revision,
      Instant date,
      String input,
      Optional<String> traceHeader,
      Optional<ChildOf> mapRun) {

    Start {
      version = version == null ? Optional.empty() : version;
      alias = alias == null ? Optional.empty() : alias;
      traceHeader = traceHeader == null ? Optional.empty() : traceHeader;
      mapRun = mapRun == null ? Optional.empty() : mapRun;
    }

    /** The location of its states in the definition. */
    String workflow() {
      return mapRun.map(ChildOf::workflow).orElse(Definition.ROOT);
    }

    /** The state machine's ARN; a child execution's has the label of its Map Run. */
    String shownStateMachineArn() {
      return mapRun.map(of -> stateMachineArn + "/" + of.label()).orElse(stateMachineArn);
    }

    Optional<String> versionArn() {
      return version.map(number -> stateMachineArn + ":" + number);
    }

    Optional<String> aliasArn() {
      return alias.map(aliasName -> stateMachineArn + ":" + aliasName);
    }
  }

  /**
   * The Map Run that has started an execution.
   *
   * @param label of the Map Run
   * @param workflow the location of the item processor
   * @param items how many items are in the input
   */
  record ChildOf(String arn, String label, String workflow, int index, int items) {}

  /**
   * Its status, and its result if it has ended.
   *
   * @param stopDate if it has ended
   * @param output JSON, if it succeeded
   * @param error if it ended with one
   * @param cause likewise
   */
  record Outcome(
      Status status,
      Optional<Instant> stopDate,
      Optional<String> output,
      Optional<String> error,
      Optional<String> cause) {

    static final Outcome NONE_YET =
        new Outcome(
            Status.RUNNING, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    static Outcome of(ExecutionResult result, Instant now) {
      return new Outcome(
          Status.valueOf(result.kind().name()),
          Optional.of(now),
          result.output().map(Json::write),
          result.error(),
          result.cause());
    }
  }

  /**
   * How often an execution or a Map Run was redriven.
   *
   * @param date of the last redrive, if there was one
   */
  record Redrives(int count, Optional<Instant> date) {

    static final Redrives NONE = new Redrives(0, Optional.empty());

    static Redrives of(int count, Instant date) {
      return new Redrives(count, Optional.of(date));
    }
  }

  /** How many events its history has, and how many bytes they take in the file. */
  record HistoryLength(int events, long bytes) {}

  Execution {
    unsent = List.copyOf(unsent);
  }

  static Execution begin(Start start, ExecutionSnapshot snapshot) {
    return new Execution(
        start, Outcome.NONE_YET, Redrives.NONE, snapshot, new HistoryLength(0, 0), List.of());
  }

  String arn() {
    return start.arn();
  }

  Status status() {
    return outcome.status();
  }

  boolean isRunning() {
    return status() == Status.RUNNING;
  }

  /** When its time-out began to run. */
  Instant runningSince() {
    return redrives.date().orElse(start.date());
  }

  Execution at(ExecutionSnapshot newSnapshot, Instant now) {
    Outcome reached =
        newSnapshot.result().map(result -> Outcome.of(result, now)).orElse(Outcome.NONE_YET);
    return new Execution(start, reached, redrives, newSnapshot, history, unsent);
  }

  Execution redriven(Instant now) {
    return new Execution(
        start, Outcome.NONE_YET, Redrives.of(redrives.count() + 1, now), snapshot, history, unsent);
  }

  Execution withHistory(HistoryLength length) {
    return new Execution(start, outcome, redrives, snapshot, length, unsent);
  }

  Execution withUnsent(ObjectNode event) {
    List<ObjectNode> more = new ArrayList<>(unsent);
    more.add(event);
    return new Execution(start, outcome, redrives, snapshot, history, more);
  }

  Execution withoutFirstUnsent() {
    List<ObjectNode> rest = unsent.subList(1, unsent.size());
    return new Execution(start, outcome, redrives, snapshot, history, rest);
  }
}
