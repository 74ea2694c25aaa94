package dev.errand.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Runs a definition to its end with waits of no length and calls answered from a list. */
final class Run {

  static final String SERVICE = "arn:aws:states:::test:call.sync";
  static final Instant NOW = Instant.parse("2026-01-31T08:00:00.500Z");

  final List<Step> steps = new ArrayList<>();

  private final Interpreter interpreter;
  private final Deque<Supplier<JsonNode>> answers = new ArrayDeque<>();

  private Run(String definition) {
    this.interpreter =
        new Interpreter(
            Definition.read(definition, Set.of(SERVICE)), InstantSource.fixed(NOW), new Random(1));
  }

  static Run of(String definition) {
    return new Run(definition);
  }

  /** A machine of one state, which is an end unless it says otherwise. */
  static Run ofState(String state) {
    return of("{\"StartAt\": \"Only\", \"States\": {\"Only\": %s}}".formatted(state));
  }

  Run answering(String json) {
    answers.add(() -> json(json));
    return this;
  }

  Run failing(String error, String cause) {
    answers.add(
        () -> {
          throw new StatesError(error, cause);
        });
    return this;
  }

  /** The last step. */
  Step with(String input) {
    JsonNode document = json(input);
    ContextObject context =
        new ContextObject(
            "arn:aws:states:eu-central-1:123456789012:execution:machine:name",
            "name",
            document,
            NOW,
            0,
            "role",
            "arn:aws:states:eu-central-1:123456789012:stateMachine:machine",
            "machine");
    Position position = interpreter.start(document);
    Step step = interpreter.enter(position, context);
    steps.add(step);
    while (true) {
      if (step instanceof Step.Move move) {
        position = move.position();
        step = interpreter.enter(position, context);
      } else if (step instanceof Step.Retry retry) {
        position = retry.position();
        step = interpreter.enter(position, context);
      } else if (step instanceof Step.Sleep) {
        step = interpreter.wake(position, context);
      } else if (step instanceof Step.Run) {
        step = answered(position, context);
      } else {
        return step;
      }
      steps.add(step);
    }
  }

  private Step answered(Position position, ContextObject context) {
    JsonNode result;
    try {
      result = answers.remove().get();
    } catch (StatesError error) {
      return interpreter.fail(position, context, error);
    }
    return interpreter.succeed(position, context, result);
  }

  /** The output as text. */
  String output(String input) {
    Step last = with(input);
    if (last instanceof Step.Succeeded succeeded) {
      return Json.write(succeeded.output());
    }
    throw new AssertionError("did not succeed: " + last);
  }

  /** The error of an execution that fails. */
  String error(String input) {
    Step last = with(input);
    if (last instanceof Step.Failed failed) {
      return failed.error();
    }
    throw new AssertionError("did not fail: " + last);
  }

  /** What the service was called with, call by call. */
  List<String> calls() {
    return steps.stream()
        .filter(Step.Run.class::isInstance)
        .map(step -> Json.write(((Step.Run) step).parameters()))
        .toList();
  }

  static JsonNode json(String text) {
    try {
      return Json.read(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
