package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs its branches at once and waits for all of them. */
record ParallelState(
    DataFlow flow, Optional<String> next, List<Workflow> branches, FailurePolicy failurePolicy)
    implements State {

  @Override
  public String type() {
    return "Parallel";
  }

  @Override
  public Step enter(StateContext context) {
    return new Step.RunBranches(flow.arguments(context.scope(), flow.input(context.scope())));
  }

  @Override
  public Step succeed(StateContext context, JsonNode result) {
    return new Step.Leave(next, flow.leave(context.scope(), flow.input(context.scope()), result));
  }

  @Override
  public boolean isRetried() {
    return true;
  }

  @Override
  public Stream<String> targets() {
    return State.targets(next, failurePolicy);
  }

  @Override
  public Stream<DataFlow> flows() {
    return State.flows(flow, failurePolicy);
  }

  @Override
  public Map<String, Workflow> inner() {
    Map<String, Workflow> inner = new LinkedHashMap<>();
    for (int i = 0; i < branches.size(); i++) {
      inner.put(branch(i), branches.get(i));
    }
    return inner;
  }

  static String branch(int index) {
    return "Branches[" + index + "]";
  }
}
