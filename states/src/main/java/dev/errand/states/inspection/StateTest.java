package dev.errand.states.inspection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.dataflow.DataFlow;
import dev.errand.states.dataflow.JsonPathFlow;
import dev.errand.states.inspection.StateTestResult.Status;
import dev.errand.states.state.Catcher;
import dev.errand.states.state.FailurePolicy;
import dev.errand.states.state.MapSettings;
import dev.errand.states.state.MapState;
import dev.errand.states.state.PassState;
import dev.errand.states.state.State;
import dev.errand.states.state.StateContext;
import dev.errand.states.state.Step;
import dev.errand.states.state.TaskState;
import dev.errand.states.value.EvaluationScope;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One test of a state. It runs once.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html">Testing
 *     state machines with TestState API</a>
 */
public final class StateTest {

  private final State state;
  private final StateTestInput given;
  private final StateWork work;
  private final StateContext context;
  private final ObjectNode inspection = Json.object();

  /**
   * A test.
   *
   * @param work what the state waits for
   */
  public StateTest(TestedState tested, StateTestInput given, StateWork work) {
    this.state = tested.state();
    this.given = given;
    this.work = work;
    this.context = given.contextOf(tested);
  }

  /** Runs the state. */
  public StateTestResult run() {
    inspect("input", given.input());
    try {
      Step.Leave leave = leave();
      DataFlow.limit(context.name(), leave.output().value());
      return ended(Status.SUCCEEDED, leave, Optional.empty());
    } catch (StatesError e) {
      return failed(e);
    }
  }

  private EvaluationScope scope() {
    return context.scope();
  }

  private Step.Leave leave() {
    Optional<DataFlow> flow = state.flows().findFirst();
    if (flow.orElse(null) instanceof JsonPathFlow paths) {
      inspect("afterInputPath", paths.input(scope()));
      if (state instanceof PassState pass) {
        return new Step.Leave(pass.next(), leave(paths, result(pass, paths)));
      }
    }
    Step step = state.enter(context);
    if (step instanceof Step.Leave leave) {
      return leave;
    }
    if (step instanceof Step.Fail fail) {
      throw fail.error();
    }
    if (step instanceof Step.Sleep sleep) {
      work.sleep(sleep.until());
      return (Step.Leave) state.wake(context);
    }
    inspect(step, flow.orElseThrow());
    JsonNode result = work.result(step);
    inspect("result", result);
    if (state instanceof TaskState) {
      DataFlow.limit(context.name(), result);
    }
    return flow.get() instanceof JsonPathFlow paths
        ? new Step.Leave(state.next(), leave(paths, result))
        : (Step.Leave) state.succeed(context, result);
  }

  private JsonNode result(PassState pass, JsonPathFlow paths) {
    if (pass.result().isPresent()) {
      return pass.result().get();
    }
    JsonNode parameters = paths.arguments(scope(), paths.input(scope()));
    inspect("afterParameters", parameters);
    return parameters;
  }

  private DataFlow.StateOutput leave(JsonPathFlow paths, JsonNode result) {
    JsonNode selected = paths.selected(scope(), result);
    inspect("afterResultSelector", selected);
    Map<String, JsonNode> assigned = paths.assigned(scope().with(result));
    JsonNode placed = paths.placed(scope(), selected);
    inspect("afterResultPath", placed);
    return paths.output(scope(), assigned, placed);
  }

  private void inspect(Step step, DataFlow flow) {
    String arguments = flow instanceof JsonPathFlow ? "afterParameters" : "afterArguments";
    if (step instanceof Step.Call call) {
      inspect(arguments, call.parameters());
    } else if (step instanceof Step.RunBranches branches) {
      inspect(arguments, branches.input());
    } else if (step instanceof Step.RunIterations iterations) {
      inspect(iterations.items());
    } else if (step instanceof Step.StartMapRun mapRun) {
      inspect(mapRun.items().orElseGet(Json.MAPPER::createArrayNode));
    }
  }

  private void inspect(ArrayNode items) {
    MapInspection map = new MapInspection((MapState) state, context);
    MapSettings settings = map.add(inspection, items);
    if (!settings.tolerates(given.failedIterations(), map.size(items))) {
      throw StatesError.toleratedFailuresExceeded();
    }
  }

  private void inspect(String field, JsonNode document) {
    inspection.put(field, Json.write(document));
  }

  private StateTestResult failed(StatesError error) {
    FailurePolicy policy = state.failurePolicy();
    Optional<FailurePolicy.Retry> retry =
        policy.retry(retrier -> given.retries(), error, given.random());
    if (retry.isPresent()) {
      inspection
          .putObject("errorDetails")
          .put("retryIndex", retry.get().retrier())
          .put("retryBackoffIntervalSeconds", retry.get().delay().toSeconds());
      return failed(Status.RETRIABLE, error);
    }
    return policy
        .catcher(error)
        .map(catcher -> caught(catcher, policy, error))
        .orElseGet(() -> failed(Status.FAILED, error));
  }

  private StateTestResult caught(Catcher catcher, FailurePolicy policy, StatesError error) {
    ObjectNode errorOutput =
        Json.object().put("Error", error.error().orElse("")).put("Cause", error.cause().orElse(""));
    try {
      DataFlow.StateOutput output = catcher.flow().caught(scope(), errorOutput);
      inspection.putObject("errorDetails").put("catchIndex", policy.catchers().indexOf(catcher));
      return ended(
          Status.CAUGHT_ERROR,
          new Step.Leave(Optional.of(catcher.next()), output),
          Optional.of(error));
    } catch (StatesError inCatcher) {
      return failed(Status.FAILED, inCatcher);
    }
  }

  private StateTestResult failed(Status status, StatesError error) {
    return new StateTestResult(
        status, Optional.empty(), Optional.empty(), Optional.of(error), inspection);
  }

  private StateTestResult ended(Status status, Step.Leave leave, Optional<StatesError> error) {
    Map<String, JsonNode> variables = new HashMap<>(given.variables());
    variables.putAll(leave.output().assigned());
    if (!variables.isEmpty()) {
      inspect("variables", Json.MAPPER.valueToTree(variables));
    }
    return new StateTestResult(
        status, Optional.of(leave.output().value()), leave.next(), error, inspection);
  }
}
