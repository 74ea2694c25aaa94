package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Says, for an execution at a {@link Position}, which {@link Step} is next. Keeps nothing: the same
 * question has the same answer, but for time and chance.
 */
public final class Interpreter {

  private final Definition definition;
  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * @param clock tells when a state is entered
   * @param random draws the jitter of retries
   */
  public Interpreter(Definition definition, InstantSource clock, RandomGenerator random) {
    this.definition = definition;
    this.clock = clock;
    this.random = random;
  }

  /** Where an execution with this input begins. */
  public Position start(JsonNode input) {
    return new Position(definition.startAt(), 1, clock.instant(), input, Map.of(), List.of());
  }

  /** What the state does when it is entered, or tried again. */
  public Step enter(Position position, ContextObject context) {
    return guarded(position, context, () -> work(position, scope(position, context)));
  }

  /** What follows when a Wait state is over. */
  public Step wake(Position position, ContextObject context) {
    return guarded(
        position,
        context,
        () -> {
          State.Wait wait = (State.Wait) definition.state(position.state());
          Scope scope = scope(position, context);
          JsonNode input = DataFlow.input(wait.cut(), scope);
          return leave(position, scope, wait.cut(), wait.onward(), wait.assign(), input, input);
        });
  }

  /** What follows when the call of a Task state has a result. */
  public Step succeed(Position position, ContextObject context, JsonNode result) {
    return guarded(
        position,
        context,
        () -> {
          State.Task task = (State.Task) definition.state(position.state());
          Scope scope = scope(position, context);
          DataFlow.limit(position.state(), result);
          JsonNode selected =
              task.resultSelector()
                  .map(template -> template.evaluate(scope.with(result)))
                  .orElse(result);
          JsonNode output = DataFlow.place(task.resultPath(), position.input(), selected);
          return leave(position, scope, task.cut(), task.onward(), task.assign(), result, output);
        });
  }

  /** What follows when the call of a Task state has failed. */
  public Step fail(Position position, ContextObject context, StatesError error) {
    if (definition.state(position.state()) instanceof State.Task task) {
      return retry(position, task, error)
          .or(() -> caught(position, context, task, error))
          .orElse(new Step.Failed(error.error(), error.cause()));
    }
    return new Step.Failed(error.error(), error.cause());
  }

  /** The word in the {@code Type} field of a state. */
  public String typeOf(String state) {
    return definition.state(state).type();
  }

  private Step guarded(Position position, ContextObject context, Supplier<Step> step) {
    try {
      return step.get();
    } catch (StatesError e) {
      String cause =
          "An error occurred while executing the state '%s'. %s"
              .formatted(position.state(), e.cause());
      return fail(position, context, new StatesError(e.error(), cause));
    }
  }

  private Step work(Position position, Scope scope) {
    State state = definition.state(position.state());
    if (state instanceof State.Task task) {
      return run(position, task, scope);
    }
    if (state instanceof State.Pass pass) {
      return pass(position, pass, scope);
    }
    if (state instanceof State.Choice choice) {
      return choose(position, choice, scope);
    }
    if (state instanceof State.Wait wait) {
      return new Step.Sleep(until(wait.until(), scope.with(DataFlow.input(wait.cut(), scope))));
    }
    if (state instanceof State.Succeed succeed) {
      JsonNode input = DataFlow.input(succeed.cut(), scope);
      return new Step.Succeeded(DataFlow.output(succeed.cut(), scope.with(input)));
    }
    State.Fail fail = (State.Fail) state;
    return new Step.Failed(text(fail.error(), scope), text(fail.cause(), scope));
  }

  private Step run(Position position, State.Task task, Scope scope) {
    JsonNode input = DataFlow.input(task.cut(), scope);
    Scope within = scope.with(input);
    JsonNode parameters =
        task.parameters().map(template -> template.evaluate(within)).orElse(input);
    DataFlow.limit(position.state(), parameters);
    return new Step.Run(
        task.resource(), parameters, task.timeout().map(seconds -> seconds.duration(within)));
  }

  private Step pass(Position position, State.Pass pass, Scope scope) {
    JsonNode input = DataFlow.input(pass.cut(), scope);
    JsonNode result =
        pass.result()
            .or(() -> pass.parameters().map(template -> template.evaluate(scope.with(input))))
            .orElse(input);
    JsonNode output = DataFlow.place(pass.resultPath(), position.input(), result);
    return leave(position, scope, pass.cut(), pass.onward(), pass.assign(), result, output);
  }

  private Step choose(Position position, State.Choice choice, Scope scope) {
    JsonNode input = DataFlow.input(choice.cut(), scope);
    Scope within = scope.with(input);
    for (State.Choice.Rule rule : choice.rules()) {
      if (rule.condition().holds(within)) {
        State.Onward onward = new State.Onward(Optional.of(rule.next()));
        return leave(position, scope, choice.cut(), onward, rule.assign(), input, input);
      }
    }
    if (choice.otherwise().isEmpty()) {
      throw new StatesError(
          "States.NoChoiceMatched",
          "Failed to transition out of the state. The state does not point to a next state.");
    }
    State.Onward onward = new State.Onward(choice.otherwise());
    return leave(position, scope, choice.cut(), onward, choice.assign(), input, input);
  }

  private Instant until(State.Wait.Until until, Scope scope) {
    if (until instanceof State.Wait.Until.In in) {
      return clock.instant().plus(in.seconds().duration(scope));
    }
    Expression expression = until.expression();
    JsonNode value =
        expression instanceof Path path ? path.read(scope) : expression.evaluate(scope);
    return Timestamps.parse(value)
        .orElseThrow(
            () ->
                StatesError.runtime(
                    "The path '%s' leads to '%s': it has to be a time such as 2026-01-31T08:00:00Z"
                        .formatted(expression, Json.write(value))));
  }

  private static String text(Optional<Expression> expression, Scope scope) {
    if (expression.isEmpty()) {
      return null;
    }
    JsonNode value =
        expression.get() instanceof Path path ? path.read(scope) : expression.get().evaluate(scope);
    if (!value.isTextual()) {
      throw StatesError.runtime("The path '%s' has to lead to a text".formatted(expression.get()));
    }
    return value.textValue();
  }

  /**
   * @param assigned what {@code $} is in {@code Assign}: the raw result of a Task or Pass, the
   *     effective input of a Choice or Wait (AWS, "Using variables", JSONPath)
   */
  private Step leave(
      Position position,
      Scope scope,
      State.Cut cut,
      State.Onward onward,
      State.Assign assign,
      JsonNode assigned,
      JsonNode data) {
    Map<String, JsonNode> variables = DataFlow.assign(assign, scope.with(assigned));
    JsonNode output = DataFlow.output(cut, scope.with(data));
    DataFlow.limit(position.state(), output);
    return onward
        .next()
        .<Step>map(
            next ->
                new Step.Move(move(position, next, output, variables), output, Optional.empty()))
        .orElseGet(() -> new Step.Succeeded(output));
  }

  private Position move(
      Position from, String next, JsonNode output, Map<String, JsonNode> variables) {
    return new Position(next, from.visit() + 1, clock.instant(), output, variables, List.of());
  }

  private Optional<Step> retry(Position position, State.Task task, StatesError error) {
    for (int i = 0; i < task.retriers().size(); i++) {
      Retrier retrier = task.retriers().get(i);
      if (error.isNamedBy(retrier.errorEquals())) {
        int before = position.retriesBy(i);
        if (before >= retrier.maxAttempts()) {
          return Optional.empty();
        }
        Duration delay = retrier.delay(before, random);
        return Optional.of(new Step.Retry(position.retriedBy(i), delay, error));
      }
    }
    return Optional.empty();
  }

  private Optional<Step> caught(
      Position position, ContextObject context, State.Task task, StatesError error) {
    return task.catchers().stream()
        .filter(catcher -> error.isNamedBy(catcher.errorEquals()))
        .findFirst()
        .map(catcher -> caught(position, context, catcher, error));
  }

  private Step caught(
      Position position, ContextObject context, Catcher catcher, StatesError error) {
    try {
      JsonNode failure = Json.object().put("Error", error.error()).put("Cause", error.cause());
      Scope scope = scope(position, context).with(failure);
      Map<String, JsonNode> variables = DataFlow.assign(catcher.assign(), scope);
      JsonNode output = DataFlow.place(catcher.resultPath(), position.input(), failure);
      DataFlow.limit(position.state(), output);
      return new Step.Move(
          move(position, catcher.next(), output, variables), output, Optional.of(error));
    } catch (StatesError e) {
      return new Step.Failed(e.error(), e.cause());
    }
  }

  private static Scope scope(Position position, ContextObject context) {
    return new Scope(position.input(), context.at(position), position.variables());
  }
}
