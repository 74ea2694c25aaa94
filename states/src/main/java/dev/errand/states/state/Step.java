package dev.errand.states.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.errand.states.dataflow.DataFlow;
import dev.errand.states.value.StatesError;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a state does next. */
public sealed interface Step {

  /** It ends, with a next state or at the end of its branch. */
  record Leave(Optional<String> next, DataFlow.StateOutput output) implements Step {}

  /** It calls a service. */
  record Call(
      TaskResource resource,
      JsonNode parameters,
      Optional<Duration> timeout,
      Optional<Duration> heartbeat)
      implements Step {}

  /** It waits. */
  record Sleep(Instant until) implements Step {}

  /** It runs its branches, all with this input. */
  record RunBranches(JsonNode input) implements Step {}

  /** It runs its item processor for each item. */
  record RunIterations(ArrayNode items) implements Step {}

  /**
   * It starts a Map Run.
   *
   * @param items if they are in its input
   */
  record StartMapRun(Optional<ArrayNode> items) implements Step {}

  /** It fails with an error that the definition names. */
  record Fail(StatesError error) implements Step {}
}
