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
 * An execution at one moment, with all that is needed to go on from there.
 *
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
   * @param stopDate {@code null} while it runs
   * @param output JSON; {@code null} unless it succeeded
   * @param error {@code null} unless it ended with one
   * @param cause likewise
   */
  record Outcome(Status status, Instant stopDate, String output, String error, String cause) {

    static final Outcome NONE_YET = new Outcome(Status.RUNNING, null, null, null, null);

    static Outcome of(ExecutionResult result, Instant now) {
      return new Outcome(
          Status.valueOf(result.kind().name()),
          now,
          result.output().map(Json::write).orElse(null),
          result.error().orElse(null),
          result.cause().orElse(null));
    }
  }

  /** How often it was redriven; the last date is {@code null} if never. */
  record Redrives(int count, Instant date) {}

  /** How many events its history has, and how many bytes they take in the file. */
  record HistoryLength(int events, long bytes) {}

  Execution {
    unsent = List.copyOf(unsent);
  }

  static Execution begin(Start start, ExecutionSnapshot snapshot) {
    return new Execution(
        start,
        Outcome.NONE_YET,
        new Redrives(0, null),
        snapshot,
        new HistoryLength(0, 0),
        List.of());
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
    return redrives.date() == null ? start.date() : redrives.date();
  }

  Execution at(ExecutionSnapshot newSnapshot, Instant now) {
    Outcome reached =
        newSnapshot.result().map(result -> Outcome.of(result, now)).orElse(Outcome.NONE_YET);
    return new Execution(start, reached, redrives, newSnapshot, history, unsent);
  }

  Execution redriven(Instant now) {
    return new Execution(
        start,
        Outcome.NONE_YET,
        new Redrives(redrives.count() + 1, now),
        snapshot,
        history,
        unsent);
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
