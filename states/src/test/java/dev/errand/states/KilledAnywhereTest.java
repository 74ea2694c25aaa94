package dev.errand.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.definition.Definition;
import dev.errand.states.definition.ResourceValidator;
import dev.errand.states.execution.Branch;
import dev.errand.states.execution.BranchStatus;
import dev.errand.states.execution.ContextObject;
import dev.errand.states.execution.ExecutionSnapshot;
import dev.errand.states.execution.ExecutionUpdate;
import dev.errand.states.execution.Interpreter;
import dev.errand.states.state.MapRunRequest;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * An execution is a value that can be stored between any two turns. Here it is written as JSON and
 * read back wherever chance says so, with some of what had happened since being lost, as by a kill.
 */
class KilledAnywhereTest {

  private static final String DEFINITION =
      ScriptedExecution.quoted(
          """
          {'StartAt': 'Begin', 'States': {
            'Begin': {'Type': 'Pass', 'Assign': {'base': 100}, 'Next': 'Both'},
            'Both': {'Type': 'Parallel', 'Next': 'End', 'Branches': [
              {'StartAt': 'Each', 'States': {
                'Each': {'Type': 'Map', 'ItemsPath': '$.items', 'MaxConcurrency': %d, 'End': true,
                  'ItemProcessor': {'StartAt': 'Call', 'States': {
                    'Call': {'Type': 'Task', 'Resource': 'arn:aws:states:::test:call.sync',
                      'Parameters': {'n.$': 'States.MathAdd($base, $)', 'try.$': '$$.State.RetryCount'},
                      'Retry': [{'ErrorEquals': ['Again'], 'MaxAttempts': 3}],
                      'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'Lost'}],
                      'Assign': {'got.$': '$.n'}, 'Next': 'Nap'},
                    'Lost': {'Type': 'Pass', 'Result': 'lost', 'End': true},
                    'Nap': {'Type': 'Wait', 'Seconds': 1, 'Next': 'Show'},
                    'Show': {'Type': 'Pass', 'Parameters': {'got.$': '$got'}, 'End': true}}}}}},
              {'StartAt': 'Run', 'States': {
                'Run': {'Type': 'Map', 'ItemsPath': '$.items', 'End': true,
                  'ToleratedFailurePercentage': 100,
                  'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'},
                    'StartAt': 'Silent', 'States': {
                      'Silent': {'Type': 'Task', 'Resource': 'arn:aws:states:::test:call.sync',
                        'Parameters': {'n.$': '$', 'try': 0}, 'End': true}}}}}}]},
            'End': {'Type': 'Pass', 'Parameters': {'all.$': '$', 'base.$': '$base'}, 'End': true}}}""");

  @Property(tries = 60)
  void endsTheSameWhateverIsKilled(
      @ForAll("items") List<Integer> items, @ForAll long seed, @ForAll("concurrencies") int most) {
    Driver undisturbed = new Driver(items, most, new Random(seed), 0);
    Driver killed = new Driver(items, most, new Random(seed), 0.4);

    assertThat(killed.finish()).isEqualTo(undisturbed.finish());
    assertThat(killed.stored.ids()).isEqualTo(killed.stored.expectedIds());
    assertThat(killed.callsOfOneAttempt).as("the same attempt asks for the same").isTrue();
  }

  @Provide
  Arbitrary<List<Integer>> items() {
    return Arbitraries.integers().between(0, 9).list().ofMaxSize(6);
  }

  @Provide
  Arbitrary<Integer> concurrencies() {
    return Arbitraries.integers().between(0, 3);
  }

  /** Does what a service does around the interpreter, in an order that chance gives. */
  private static final class Driver {

    private final Interpreter interpreter;
    private final ContextObject context;
    private final Random random;
    private final double kills;
    private final Map<String, JsonNode> asked = new LinkedHashMap<>();
    private final StoredExecution stored = new StoredExecution();
    private boolean callsOfOneAttempt = true;
    private Instant now = ScriptedExecution.NOW;

    Driver(List<Integer> items, int most, Random random, double kills) {
      Definition definition = Definition.read(DEFINITION.formatted(most), ResourceValidator.any());
      this.interpreter =
          new Interpreter(
              definition, new Interpreter.Settings(() -> now, new Random(1), "us-east-1", 1));
      this.random = random;
      this.kills = kills;
      ObjectNode input = Json.object();
      ArrayNode array = input.putArray("items");
      items.forEach(array::add);
      this.context =
          new ContextObject("arn", "name", input, now, 0, Optional.empty(), "role", "m", "machine");
    }

    String finish() {
      stored.store(interpreter.begin(context));
      for (int update = 0; update < 5_000; update++) {
        ExecutionSnapshot snapshot = stored.read();
        if (snapshot.result().isPresent()) {
          return Json.write(snapshot.result().get().output().orElseThrow());
        }
        ExecutionUpdate next = interpreter.update(snapshot, context);
        move(snapshot, next);
        if (random.nextDouble() >= kills) {
          stored.store(next);
        }
      }
      throw new AssertionError("it does not end: " + stored);
    }

    private void move(ExecutionSnapshot snapshot, ExecutionUpdate update) {
      if (update.isReady()) {
        update.advance(1 + random.nextInt(3));
        return;
      }
      List<Integer> waiting =
          snapshot.waiting().stream()
              .filter(id -> !(snapshot.branches().get(id).status() instanceof BranchStatus.Joining))
              .toList();
      Branch branch = snapshot.branches().get(waiting.get(random.nextInt(waiting.size())));
      if (branch.status() instanceof BranchStatus.Calling call) {
        call(update, branch, call);
      } else {
        now = now.plusSeconds(60);
        update.wake(branch.id());
      }
    }

    private void call(ExecutionUpdate update, Branch branch, BranchStatus.Calling call) {
      JsonNode before = asked.putIfAbsent(branch.attempt(), call.parameters());
      callsOfOneAttempt &= before == null || before.equals(call.parameters());
      int n = call.parameters().path("n").intValue();
      int tried = call.parameters().path("try").intValue();
      if (!call.submitted()) {
        update.accept(branch.id(), Json.object());
      } else if (call.isOfMapRun()) {
        update.succeed(branch.id(), MapRunRequest.of(call.parameters()).items().orElseThrow());
      } else if (n % 10 == 9) {
        update.fail(branch.id(), new StatesError("Fatal", "nine"));
      } else if (n % 10 > 6 && tried < n % 10 - 6) {
        update.fail(branch.id(), new StatesError("Again", ""));
      } else {
        update.succeed(branch.id(), call.parameters());
      }
    }
  }
}
