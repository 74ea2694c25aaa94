package dev.errand.states.state;

import dev.errand.states.dataflow.DataFlow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs its branches at once and waits for all of them. */
public record ParallelState(
    DataFlow flow, Optional<String> next, List<Workflow> branches, FailurePolicy failurePolicy)
    implements ResultState {

  @Override
  public String type() {
    return "Parallel";
  }

  @Override
  public Step enter(StateContext context) {
    return new Step.RunBranches(flow.arguments(context.scope(), flow.input(context.scope())));
  }

  @Override
  public Map<String, Workflow> inner() {
    Map<String, Workflow> inner = new LinkedHashMap<>();
    for (int i = 0; i < branches.size(); i++) {
      inner.put(branch(i), branches.get(i));
    }
    return inner;
  }

  public static String branch(int index) {
    return "Branches[" + index + "]";
  }
}
