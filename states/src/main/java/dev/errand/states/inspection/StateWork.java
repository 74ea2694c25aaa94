package dev.errand.states.inspection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.state.Step;
import dev.errand.states.value.StatesError;
import java.time.Instant;

/** What a tested state waits for. */
public interface StateWork {

  /**
   * Calls the service, or runs the branches or iterations; gives the result.
   *
   * @throws StatesError if that fails
   */
  JsonNode result(Step step);

  /**
   * Waits for a Wait state.
   *
   * @throws StatesError if that is too long for a test
   */
  void sleep(Instant until);
}
