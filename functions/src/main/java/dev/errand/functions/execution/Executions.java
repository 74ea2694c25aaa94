package dev.errand.functions.execution;

import dev.errand.core.Attempt;
import dev.errand.functions.report.Execution;
import java.util.Optional;

/** The calls to Step Functions. */
public interface Executions {

  /**
   * Starts the execution of an attempt, unless it was started before: asking again is harmless,
   * since the name is the attempt's.
   *
   * @param input the report request, exactly as the client sent it
   * @throws ExecutionsUnavailableException if it may not have been started
   */
  void start(Attempt attempt, String input);

  /**
   * Stops the execution of an attempt; one that has ended stays as it is.
   *
   * @return whether there is such an execution
   * @throws ExecutionsUnavailableException if it may not have been stopped
   */
  boolean stop(Attempt attempt);

  /**
   * Returns the execution of an attempt.
   *
   * @return empty if it was never started
   * @throws ExecutionsUnavailableException if Step Functions cannot answer at the moment
   */
  Optional<Execution> describe(Attempt attempt);
}
