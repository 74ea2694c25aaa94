package dev.errand.states.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.errand.states.value.Json;
import java.util.Optional;

/**
 * What a distributed Map state asks for: the fields of the state, evaluated. A value that can be
 * stored as JSON.
 *
 * @param workflow the location of the child executions' states
 * @param label of the Map Run, which is part of the names of its child executions
 * @param executionType {@code STANDARD} or {@code EXPRESS}
 * @param items if they are in the state's input
 * @param source of the items, if they are not
 * @param settings the limits
 * @param destination of the results
 * @param redriveCount how often the execution was redriven
 */
public record MapRunRequest(
    String workflow,
    String label,
    String executionType,
    Optional<ArrayNode> items,
    Optional<ItemSource> source,
    MapSettings settings,
    ResultDestination destination,
    int redriveCount) {

  /** Reads it as {@link #json} has written it. */
  public static MapRunRequest of(JsonNode json) {
    try {
      return Json.MAPPER.treeToValue(json, MapRunRequest.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("This is no request for a Map Run: " + json, e);
    }
  }

  /** This request as JSON. */
  public JsonNode json() {
    return Json.MAPPER.valueToTree(this);
  }

  public MapRunRequest redriven(int newRedriveCount) {
    return new MapRunRequest(
        workflow, label, executionType, items, source, settings, destination, newRedriveCount);
  }

  /** With other limits, as UpdateMapRun sets them. */
  public MapRunRequest with(MapSettings newSettings) {
    return new MapRunRequest(
        workflow, label, executionType, items, source, newSettings, destination, redriveCount);
  }
}
