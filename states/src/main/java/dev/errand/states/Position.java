package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Where an execution stands; all that is needed to go on from there.
 *
 * @param state the name of the state it is in
 * @param visit how many states it has entered, this one included
 * @param entered when it entered this one
 * @param input what it entered this one with
 * @param variables what states before this one assigned
 * @param retries how often each retrier of this state was used on this visit
 */
public record Position(
    String state,
    int visit,
    Instant entered,
    JsonNode input,
    Map<String, JsonNode> variables,
    List<Integer> retries) {

  public Position {
    variables = Map.copyOf(variables);
    retries = List.copyOf(retries);
  }

  /** How often this state was tried again on this visit. */
  public int retryCount() {
    return retries.stream().mapToInt(Integer::intValue).sum();
  }

  Position retriedBy(int retrier) {
    List<Integer> counts = new java.util.ArrayList<>(retries);
    while (counts.size() <= retrier) {
      counts.add(0);
    }
    counts.set(retrier, counts.get(retrier) + 1);
    return new Position(state, visit, entered, input, variables, counts);
  }

  int retriesBy(int retrier) {
    return retrier < retries.size() ? retries.get(retrier) : 0;
  }

  /** The same state entered anew, as a redrive does. */
  public Position again(Instant now) {
    return new Position(state, visit + 1, now, input, variables, List.of());
  }
}
