package dev.errand.functions.execution;

import dev.errand.core.Attempt;

/** What we ask of Step Functions. */
public interface Executions {

  /**
   * Starts the execution of an attempt, unless it was started before: asking again is harmless,
   * since the name is the attempt's.
   *
   * @param input the report request, exactly as the client sent it
   */
  void start(Attempt attempt, String input);
}
