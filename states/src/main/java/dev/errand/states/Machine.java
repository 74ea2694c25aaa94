package dev.errand.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A state machine in this process: runs executions one at a time, in memory. Waits take no time;
 * the clock goes on by what they would have taken.
 *
 * <pre>{@code
 * Machine machine = Machine.of(definition);
 * String output = machine.run("{\"a\": 1}").output();
 * }</pre>
 */
public final class Machine {

  private static final int STATES = 1000;

  private final Definition definition;
  private final ServiceIntegrations integrations;
  private final RandomGenerator random;
  private final Instant start;

  private Machine(
      Definition definition,
      ServiceIntegrations integrations,
      RandomGenerator random,
      Instant start) {
    this.definition = definition;
    this.integrations = integrations;
    this.random = random;
    this.start = start;
  }

  /**
   * A machine without Task states.
   *
   * @throws InvalidDefinition with everything in the definition that cannot be run
   */
  public static Machine of(String definition) {
    return of(definition, new ServiceIntegrations(Map.of()));
  }

  /**
   * A machine whose Task states call these services.
   *
   * @throws InvalidDefinition with everything in the definition that cannot be run
   */
  public static Machine of(String definition, ServiceIntegrations integrations) {
    return new Machine(
        Definition.read(definition, integrations),
        integrations,
        RandomGenerator.getDefault(),
        Instant.now());
  }

  /** The same, beginning at that time and with that chance. */
  public Machine with(Instant newStart, RandomGenerator newRandom) {
    return new Machine(definition, integrations, newRandom, newStart);
  }

  /**
   * An execution that has ended.
   *
   * @param events its history, as GetExecutionHistory answers it
   */
  public record Finished(Ending ending, List<ObjectNode> events) {

    /**
     * The output as JSON.
     *
     * @throws StatesError if it did not succeed
     */
    public String output() {
      return ending
          .output()
          .map(Json::write)
          .orElseThrow(
              () -> new StatesError(ending.error().orElse(null), ending.cause().orElse(null)));
    }
  }

  /** Runs an execution to its end. The input is JSON. */
  public Finished run(String input) {
    return new Execution(document(input)).finish();
  }

  private static JsonNode document(String input) {
    try {
      return Json.read(input);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The input is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private final class Execution {

    private final ContextObject context;
    private final Interpreter interpreter;
    private final Map<String, CompletableFuture<JsonNode>> calls = new HashMap<>();
    private final List<ObjectNode> events = new ArrayList<>();
    private Instant now = start;
    private Run run;

    Execution(JsonNode input) {
      context =
          new ContextObject(
              "arn:aws:states:us-east-1:123456789012:execution:machine:name",
              "name",
              input,
              start,
              0,
              Optional.empty(),
              "arn:aws:iam::123456789012:role/machine",
              "arn:aws:states:us-east-1:123456789012:stateMachine:machine",
              "machine");
      interpreter =
          new Interpreter(definition, new Interpreter.Settings(() -> now, random, "us-east-1", 1));
    }

    Finished finish() {
      take(interpreter.begin(context));
      while (run.ending().isEmpty()) {
        if (!run.isReady()) {
          goOn();
        }
        Turn turn = interpreter.turn(run, context);
        turn.advance(STATES);
        take(turn);
      }
      return new Finished(run.ending().get(), events);
    }

    private void take(Turn turn) {
      Change change = turn.change();
      events.addAll(change.events());
      run = change.run();
    }

    private void goOn() {
      Turn turn = interpreter.turn(run, context);
      for (int id : run.waiting()) {
        if (run.strands().get(id).activity() instanceof Activity.Calling call) {
          call(turn, run.strands().get(id), call);
        }
      }
      Optional<Strand> done = called().filter(this::isDone).findFirst();
      done.ifPresent(strand -> settle(turn, strand));
      take(turn);
      if (done.isEmpty() && !passTime()) {
        CompletableFuture.anyOf(calls.values().toArray(CompletableFuture[]::new))
            .exceptionally(failed -> null)
            .join();
      }
    }

    private Stream<Strand> called() {
      return run.waiting().stream()
          .map(run.strands()::get)
          .filter(strand -> calls.containsKey(strand.attempt()));
    }

    private boolean isDone(Strand strand) {
      return calls.get(strand.attempt()).isDone();
    }

    private void call(Turn turn, Strand strand, Activity.Calling call) {
      if (calls.containsKey(strand.attempt())) {
        return;
      }
      try {
        ServiceIntegration.RunningCall running =
            integrations
                .find(call.resource())
                .orElseThrow()
                .start(
                    new ServiceIntegration.Call(
                        call.resource(),
                        call.parameters(),
                        strand.attempt(),
                        context.taskToken(strand)));
        turn.accept(strand.id(), running.submission());
        calls.put(strand.attempt(), running.result());
      } catch (StatesError refused) {
        calls.put(strand.attempt(), CompletableFuture.failedFuture(refused));
      }
    }

    private void settle(Turn turn, Strand strand) {
      try {
        turn.succeed(strand.id(), calls.remove(strand.attempt()).join());
      } catch (CompletionException e) {
        turn.fail(
            strand.id(),
            e.getCause() instanceof StatesError error
                ? error
                : StatesError.runtime(String.valueOf(e.getCause())));
      }
    }

    /** To when the next of the waits is over; false if calls alone are waited for. */
    private boolean passTime() {
      Optional<Strand> next =
          run.waiting().stream()
              .map(run.strands()::get)
              .filter(strand -> due(strand) != null)
              .min(Comparator.comparing(Execution::due));
      next.ifPresent(
          strand -> {
            now = due(strand).isAfter(now) ? due(strand) : now;
            Turn later = interpreter.turn(run, context);
            later.wake(strand.id());
            take(later);
          });
      return next.isPresent();
    }

    private static Instant due(Strand strand) {
      if (strand.activity() instanceof Activity.Sleeping sleeping) {
        return sleeping.due();
      }
      return strand.activity() instanceof Activity.Retrying retrying ? retrying.due() : null;
    }
  }
}
