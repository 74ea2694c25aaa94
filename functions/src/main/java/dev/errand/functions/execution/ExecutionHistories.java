package dev.errand.functions.execution;

import dev.errand.core.Attempt;
import java.util.Optional;

/** What executions went through. */
public interface ExecutionHistories {

  /**
   * The history of an attempt's execution.
   *
   * @param withData whether inputs, outputs and causes are read as well
   * @return empty if it was never started, or ended more than 90 days ago
   * @throws ExecutionsUnavailableException if the service is not available
   */
  Optional<ExecutionHistory> of(Attempt attempt, boolean withData);
}
