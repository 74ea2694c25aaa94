package dev.errand.states.execution;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One execution of a state.
 *
 * @param state its name
 * @param sequenceNumber how many states were entered before it in its branch, this one included
 * @param entered when it was entered
 * @param event the id of the event of this entry
 * @param input its input
 * @param retries how often each of its retriers was used on this visit
 */
public record StateExecution(
    String state,
    @JsonAlias("visit") int sequenceNumber,
    Instant entered,
    int event,
    JsonNode input,
    List<Integer> retries) {

  public StateExecution {
    retries = List.copyOf(retries);
  }

  /** How often this state was tried again on this visit. */
  public int retryCount() {
    return retries.stream().mapToInt(Integer::intValue).sum();
  }

  int retriesBy(int retrier) {
    return retrier < retries.size() ? retries.get(retrier) : 0;
  }

  StateExecution retriedBy(int retrier) {
    List<Integer> counts = new ArrayList<>(retries);
    while (counts.size() <= retrier) {
      counts.add(0);
    }
    counts.set(retrier, counts.get(retrier) + 1);
    return new StateExecution(state, sequenceNumber, entered, event, input, counts);
  }
}
