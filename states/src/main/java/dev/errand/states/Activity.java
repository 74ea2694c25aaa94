package dev.errand.states;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a strand does in the state that it is in. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Activity.Ready.class, name = "ready"),
  @JsonSubTypes.Type(value = Activity.Calling.class, name = "calling"),
  @JsonSubTypes.Type(value = Activity.Sleeping.class, name = "sleeping"),
  @JsonSubTypes.Type(value = Activity.Retrying.class, name = "retrying"),
  @JsonSubTypes.Type(value = Activity.Joining.class, name = "joining")
})
public sealed interface Activity {

  /** It is about to enter the state. */
  record Ready() implements Activity {}

  /**
   * It waits for a service's answer.
   *
   * @param due when {@code TimeoutSeconds} are over
   * @param heartbeat how much time may pass between two signs of life
   * @param heartbeatDue when the next sign of life has to be there
   * @param submitted whether the service has accepted the call
   */
  record Calling(
      String resource,
      JsonNode parameters,
      Optional<Instant> due,
      Optional<Duration> heartbeat,
      Optional<Instant> heartbeatDue,
      boolean submitted)
      implements Activity {

    /** Whether the result comes by {@code SendTaskSuccess} or {@code SendTaskFailure}. */
    public boolean waitsForReport() {
      return isOfActivity() || Resource.of(resource).waitsForTaskToken();
    }

    /** Whether a worker has to ask for it by {@code GetActivityTask}. */
    public boolean isOfActivity() {
      return Resource.of(resource).kind() == Resource.Kind.ACTIVITY;
    }

    Calling accepted() {
      return new Calling(resource, parameters, due, heartbeat, heartbeatDue, true);
    }

    Calling beating(Instant now) {
      return new Calling(resource, parameters, due, heartbeat, heartbeat.map(now::plus), submitted);
    }
  }

  /** It is in a Wait state. */
  record Sleeping(Instant due) implements Activity {}

  /** It waits to try its state again. */
  record Retrying(Instant due) implements Activity {}

  /**
   * It waits for strands of its own: the branches of a Parallel state or the iterations of a Map
   * state.
   *
   * @param items what is iterated over; nothing for branches
   * @param count how many strands there are in all
   * @param started how many of them have begun
   * @param results what came out, by index
   * @param failures by index, where failures are tolerated
   * @param terms on which the iterations run
   */
  record Joining(
      Optional<ArrayNode> items,
      int count,
      int started,
      Map<Integer, JsonNode> results,
      Map<Integer, String> failures,
      MapTerms terms)
      implements Activity {

    public Joining {
      results = Map.copyOf(results);
      failures = Map.copyOf(failures);
    }

    static Joining branches(int count) {
      return new Joining(Optional.empty(), count, 0, Map.of(), Map.of(), MapTerms.NONE);
    }

    static Joining iterations(ArrayNode items, MapTerms terms) {
      return new Joining(Optional.of(items), items.size(), 0, Map.of(), Map.of(), terms);
    }

    int running() {
      return started - results.size() - failures.size();
    }

    boolean startsMore() {
      return started < count && (terms.maxConcurrency() == 0 || running() < terms.maxConcurrency());
    }

    boolean isDone() {
      return results.size() + failures.size() == count;
    }

    boolean toleratesFailures() {
      return !failures.isEmpty() && terms.tolerates(failures.size(), count);
    }

    Joining oneMore() {
      return new Joining(items, count, started + 1, results, failures, terms);
    }

    Joining with(int index, JsonNode result) {
      Map<Integer, JsonNode> more = new TreeMap<>(results);
      more.put(index, result);
      return new Joining(items, count, started, more, failures, terms);
    }

    Joining withFailure(int index, StatesError error) {
      Map<Integer, String> more = new TreeMap<>(failures);
      more.put(index, error.error());
      return new Joining(items, count, started, results, more, terms);
    }

    /** In the order of the branches or items; what failed and is tolerated is left out. */
    ArrayNode output() {
      ArrayNode output = Json.MAPPER.createArrayNode();
      for (int i = 0; i < count; i++) {
        JsonNode result = results.getOrDefault(i, MissingNode.getInstance());
        if (!result.isMissingNode()) {
          output.add(result);
        }
      }
      return output;
    }
  }
}
