package dev.errand.states.execution;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the states of an execution are at one moment: all that the interpreter needs to continue
 * it. A value that can be stored as JSON.
 *
 * @param branches by id; of an execution that ended without an output, as they were when it failed
 * @param nextBranch the id of the next branch
 * @param events how many events its history has
 * @param result if it has ended
 */
public record ExecutionSnapshot(
    @JsonAlias("strands") Map<Integer, Branch> branches,
    @JsonAlias("nextStrand") int nextBranch,
    int events,
    @JsonAlias("ending") Optional<ExecutionResult> result) {

  public ExecutionSnapshot {
    branches = Map.copyOf(branches);
  }

  /** Whether there is something to do that needs no waiting. */
  public boolean isReady() {
    return result.isEmpty() && branches.values().stream().anyMatch(Branch::isReady);
  }

  /**
   * The ids of the branches that wait for something, in the order in which they began; none once it
   * has ended.
   */
  public List<Integer> waiting() {
    if (result.isPresent()) {
      return List.of();
    }
    return branches.values().stream()
        .filter(branch -> !branch.isReady())
        .map(Branch::id)
        .sorted()
        .toList();
  }
}
