package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An execution at one moment, with all that is needed to go on from there.
 *
 * @param unsent status events that nobody has taken yet, oldest first
 */
record Execution(
    Start start,
    Outcome outcome,
    Redrives redrives,
    Position position,
    Phase phase,
    HistoryLength history,
    List<ObjectNode> unsent) {

  /**
   * What never changes.
   *
   * @param revision the definition that it began with and keeps
   * @param input JSON, as it was given
   */
  record Start(
      String arn,
      String name,
      String stateMachineArn,
      String revision,
      Instant date,
      String input) {}

  /**
   * How it stands or ended.
   *
   * @param stopDate {@code null} while it runs
   * @param output JSON; {@code null} unless it succeeded
   * @param error {@code null} unless it ended with one
   * @param cause likewise
   */
  record Outcome(Status status, Instant stopDate, String output, String error, String cause) {

    static final Outcome NONE_YET = new Outcome(Status.RUNNING, null, null, null, null);

    static Outcome succeeded(Instant now, String output) {
      return new Outcome(Status.SUCCEEDED, now, output, null, null);
    }

    static Outcome ended(Status status, Instant now, String error, String cause) {
      return new Outcome(status, now, null, error, cause);
    }
  }

  /** How often it was redriven; the last date is {@code null} if never. */
  record Redrives(int count, Instant date) {}

  /** How many events its history has, and how many bytes they take in the file. */
  record HistoryLength(int events, long bytes) {}

  Execution {
    unsent = List.copyOf(unsent);
  }

  static Execution begin(Start start, Position position) {
    return new Execution(
        start,
        Outcome.NONE_YET,
        new Redrives(0, null),
        position,
        Phase.ENTERING,
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

  Execution at(Position newPosition, Phase newPhase) {
    return new Execution(start, outcome, redrives, newPosition, newPhase, history, unsent);
  }

  Execution ended(Outcome end) {
    return new Execution(start, end, redrives, position, Phase.ENTERING, history, unsent);
  }

  Execution redriven(Instant now) {
    return new Execution(
        start,
        Outcome.NONE_YET,
        new Redrives(redrives.count() + 1, now),
        position.again(now),
        Phase.ENTERING,
        history,
        unsent);
  }

  Execution withHistory(HistoryLength length) {
    return new Execution(start, outcome, redrives, position, phase, length, unsent);
  }

  Execution withUnsent(ObjectNode event) {
    List<ObjectNode> more = new ArrayList<>(unsent);
    more.add(event);
    return new Execution(start, outcome, redrives, position, phase, history, more);
  }

  Execution withoutFirstUnsent() {
    List<ObjectNode> rest = unsent.subList(1, unsent.size());
    return new Execution(start, outcome, redrives, position, phase, history, rest);
  }
}
