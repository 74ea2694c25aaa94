package dev.errand.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.definition.Definition;
import dev.errand.states.definition.ResourceValidator;
import dev.errand.states.execution.Branch;
import dev.errand.states.execution.BranchStatus;
import dev.errand.states.execution.ContextObject;
import dev.errand.states.execution.ExecutionResult;
import dev.errand.states.execution.ExecutionSnapshot;
import dev.errand.states.execution.ExecutionUpdate;
import dev.errand.states.execution.Interpreter;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A redrive goes on in the branches and iterations that failed or were ended, and in no others. */
class RedriveTest {

  private static final String DEFINITION =
      ScriptedExecution.quoted(
          """
          {'StartAt': 'Both', 'States': {
            'Both': {'Type': 'Parallel', 'Next': 'After', 'Branches': [
              {'StartAt': 'Each', 'States': {
                'Each': {'Type': 'Map', 'ItemsPath': '$.items', 'MaxConcurrency': 3, 'End': true,
                  'ItemProcessor': {'StartAt': 'First', 'States': {
                    'First': {'Type': 'Task', 'Resource': 'arn:aws:states:::test:call',
                      'Parameters': {'key.$': 'States.Format(\\'first {}\\', $.n)'},
                      'ResultPath': null, 'Assign': {'kept.$': '$$.Map.Item.Value.n'}, 'Next': 'Second'},
                    'Second': {'Type': 'Task', 'Resource': 'arn:aws:states:::test:call',
                      'Parameters': {'key.$': 'States.Format(\\'second {}\\', $kept)'}, 'End': true}}}}}},
              {'StartAt': 'Inner', 'States': {
                'Inner': {'Type': 'Parallel', 'End': true, 'Branches': [
                  {'StartAt': 'Left', 'States': {'Left': {'Type': 'Task',
                    'Resource': 'arn:aws:states:::test:call', 'Parameters': {'key': 'left'},
                    'End': true}}},
                  {'StartAt': 'Pause', 'States': {
                    'Pause': {'Type': 'Wait', 'Seconds': 5, 'Next': 'Right'},
                    'Right': {'Type': 'Task', 'Resource': 'arn:aws:states:::test:call',
                      'Parameters': {'key': 'right'}, 'End': true}}}]}}}]},
            'After': {'Type': 'Task', 'Resource': 'arn:aws:states:::test:call',
              'Parameters': {'key': 'after', 'all.$': '$'}, 'End': true}}}""");

  @Property(tries = 80)
  void nothingThatSucceededIsDoneAgain(
      @ForAll("failures") Map<String, Integer> failures, @ForAll long seed) {
    Driver undisturbed = new Driver(Map.of(), new Random(seed));
    Driver redriven = new Driver(failures, new Random(seed));

    assertThat(redriven.finish()).isEqualTo(undisturbed.finish());
    assertThat(redriven.succeeded).isEqualTo(undisturbed.succeeded);
    assertThat(redriven.stored.ids()).isEqualTo(redriven.stored.expectedIds());
  }

  @Example
  void anExecutionThatWasStoppedContinuesInEveryBranch() {
    Driver driver = new Driver(Map.of(), new Random(1));
    driver.begin();
    driver.stop();

    assertThat(driver.finish()).isEqualTo(new Driver(Map.of(), new Random(2)).finish());
    assertThat(driver.stored.types()).containsOnlyOnce("ExecutionAborted", "ExecutionRedriven");
  }

  @Example
  void aRedriveDoesNotRepeatAFailureThatWasCaught() {
    String caught =
        DEFINITION.replace(
            "\"Type\": \"Parallel\", \"Next\": \"After\",",
            "\"Type\": \"Parallel\", \"Next\": \"After\","
                + " \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"After\","
                + " \"ResultPath\": null}],");
    Driver driver = new Driver(caught, Map.of("left", 9, "after", 1), new Random(1));

    driver.finish();

    assertThat(driver.succeeded).containsKey("after").doesNotContainKey("left");
    assertThat(driver.stored.types()).containsOnlyOnce("ExecutionRedriven", "ParallelStateExited");
  }

  @Provide
  Arbitrary<Map<String, Integer>> failures() {
    return Arbitraries.maps(
            Arbitraries.of("first 1", "first 2", "second 1", "second 3", "left", "right", "after"),
            Arbitraries.integers().between(0, 3))
        .ofMaxSize(5);
  }

  /** Fails each call as often as it is told, and redrives the execution until it succeeds. */
  private static final class Driver {

    private final Interpreter interpreter;
    private final Map<String, Integer> failures;
    private final Random random;
    private final Map<String, Integer> succeeded = new HashMap<>();
    private final StoredExecution stored = new StoredExecution();
    private Instant now = ScriptedExecution.NOW;
    private int redrives;

    Driver(Map<String, Integer> failures, Random random) {
      this(DEFINITION, failures, random);
    }

    Driver(String definition, Map<String, Integer> failures, Random random) {
      this.interpreter =
          new Interpreter(
              Definition.read(definition, ResourceValidator.any()),
              new Interpreter.Settings(() -> now, new Random(1), "us-east-1", 1));
      this.failures = new HashMap<>(failures);
      this.random = random;
    }

    private ContextObject context() {
      JsonNode input =
          ScriptedExecution.json("{\"items\": [{\"n\": 1}, {\"n\": 2}, {\"n\": 3}, {\"n\": 4}]}");
      return new ContextObject(
          "arn",
          "name",
          input,
          now,
          redrives,
          Optional.of(now).filter(at -> redrives > 0),
          "role",
          "m",
          "machine");
    }

    void begin() {
      stored.store(interpreter.begin(context()));
    }

    void stop() {
      for (int i = 0; i < 6; i++) {
        stored.store(step(stored.read()));
      }
      ExecutionUpdate update = interpreter.update(stored.read(), context());
      update.end(
          ExecutionResult.of(ExecutionResult.Kind.ABORTED, Optional.empty(), Optional.empty()));
      stored.store(update);
      assertThat(stored.read().waiting()).isEmpty();
    }

    String finish() {
      if (stored.isEmpty()) {
        begin();
      }
      for (int i = 0; i < 2_000; i++) {
        ExecutionSnapshot snapshot = stored.read();
        Optional<ExecutionResult> result = snapshot.result();
        if (result.filter(end -> end.kind() == ExecutionResult.Kind.SUCCEEDED).isPresent()) {
          return Json.write(result.get().output().orElseThrow());
        }
        if (result.isPresent()) {
          redrives++;
          stored.store(interpreter.redrive(snapshot, context()));
        } else {
          stored.store(step(snapshot));
        }
      }
      throw new AssertionError("it does not end: " + stored);
    }

    private ExecutionUpdate step(ExecutionSnapshot snapshot) {
      ExecutionUpdate update = interpreter.update(snapshot, context());
      if (update.isReady()) {
        update.advance(1 + random.nextInt(3));
        return update;
      }
      List<Branch> waiting =
          snapshot.waiting().stream()
              .map(snapshot.branches()::get)
              .filter(branch -> !(branch.status() instanceof BranchStatus.Joining))
              .toList();
      Branch branch = waiting.get(random.nextInt(waiting.size()));
      if (branch.status() instanceof BranchStatus.Calling call) {
        answer(update, branch.id(), call.parameters());
      } else {
        now = now.plusSeconds(60);
        update.wake(branch.id());
      }
      return update;
    }

    private void answer(ExecutionUpdate update, int branch, JsonNode parameters) {
      String key = parameters.path("key").textValue();
      if (failures.getOrDefault(key, 0) > 0) {
        failures.merge(key, -1, Integer::sum);
        update.fail(branch, new StatesError("Broken", key));
      } else {
        succeeded.merge(key, 1, Integer::sum);
        update.succeed(branch, parameters);
      }
    }
  }
}
