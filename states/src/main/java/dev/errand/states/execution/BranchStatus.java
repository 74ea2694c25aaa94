package dev.errand.states.execution;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.errand.states.state.MapRunRequest;
import dev.errand.states.state.MapSettings;
import dev.errand.states.state.TaskResource;
import dev.errand.states.value.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a branch does in the state that it is in. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = BranchStatus.Ready.class, name = "ready"),
  @JsonSubTypes.Type(value = BranchStatus.Calling.class, name = "calling"),
  @JsonSubTypes.Type(value = BranchStatus.Sleeping.class, name = "sleeping"),
  @JsonSubTypes.Type(value = BranchStatus.Retrying.class, name = "retrying"),
  @JsonSubTypes.Type(value = BranchStatus.Joining.class, name = "joining")
})
public sealed interface BranchStatus {

  /** It is about to enter the state. */
  record Ready() implements BranchStatus {}

  /**
   * It waits for a service's answer.
   *
   * @param due when {@code TimeoutSeconds} are over
   * @param heartbeat the maximum time between two heartbeats
   * @param heartbeatDue when the next heartbeat is due
   * @param submitted whether the service has accepted the call
   */
  record Calling(
      String resource,
      JsonNode parameters,
      Optional<Instant> due,
      Optional<Duration> heartbeat,
      Optional<Instant> heartbeatDue,
      boolean submitted)
      implements BranchStatus {

    /** Whether the result comes by {@code SendTaskSuccess} or {@code SendTaskFailure}. */
    public boolean waitsForCallback() {
      return isOfActivity() || TaskResource.of(resource).waitsForTaskToken();
    }

    /** Whether a worker takes it by {@code GetActivityTask}. */
    public boolean isOfActivity() {
      return TaskResource.of(resource).kind() == TaskResource.Kind.ACTIVITY;
    }

    /** The Map Run of an execution that is redriven. */
    Calling redriven(int redriveCount) {
      return new Calling(
          resource,
          MapRunRequest.of(parameters).redriven(redriveCount).json(),
          due,
          heartbeat,
          heartbeatDue,
          false);
    }

    /** Whether a Map Run's results are waited for. */
    public boolean isOfMapRun() {
      return TaskResource.of(resource).kind() == TaskResource.Kind.MAP_RUN;
    }

    Calling accepted() {
      return new Calling(resource, parameters, due, heartbeat, heartbeatDue, true);
    }

    Calling withHeartbeat(Instant now) {
      return new Calling(resource, parameters, due, heartbeat, heartbeat.map(now::plus), submitted);
    }
  }

  /** It is in a Wait state. */
  record Sleeping(Instant due) implements BranchStatus {}

  /** It waits to try its state again. */
  record Retrying(Instant due) implements BranchStatus {}

  /**
   * It waits for branches of its own: the branches of a Parallel state or the iterations of a Map
   * state.
   *
   * @param items what is iterated over; nothing for branches
   * @param count how many branches there are in all
   * @param started how many of them have begun
   * @param results the outputs by index
   * @param settings on which the iterations run
   */
  @JsonIgnoreProperties("failures")
  record Joining(
      Optional<ArrayNode> items,
      int count,
      int started,
      Map<Integer, JsonNode> results,
      @JsonAlias("terms") MapSettings settings)
      implements BranchStatus {

    public Joining {
      results = Map.copyOf(results);
    }

    static Joining branches(int count) {
      return new Joining(Optional.empty(), count, count, Map.of(), MapSettings.NONE);
    }

    static Joining iterations(ArrayNode items, MapSettings settings) {
      return new Joining(Optional.of(items), items.size(), 0, Map.of(), settings);
    }

    int running() {
      return started - results.size();
    }

    /** Whether items are left and {@code MaxConcurrency} allows one more iteration. */
    boolean mayStartIteration() {
      return started < count
          && (settings.maxConcurrency() == 0 || running() < settings.maxConcurrency());
    }

    boolean isDone() {
      return results.size() == count;
    }

    Joining oneMore() {
      return new Joining(items, count, started + 1, results, settings);
    }

    Joining with(int index, JsonNode result) {
      Map<Integer, JsonNode> more = new TreeMap<>(results);
      more.put(index, result);
      return new Joining(items, count, started, more, settings);
    }

    /** In the order of the branches or items. */
    ArrayNode output() {
      ArrayNode output = Json.MAPPER.createArrayNode();
      for (int i = 0; i < count; i++) {
        output.add(results.get(i));
      }
      return output;
    }
  }
}
