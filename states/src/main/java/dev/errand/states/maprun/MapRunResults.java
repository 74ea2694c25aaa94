package dev.errand.states.maprun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.integration.ServiceIntegrations;
import dev.errand.states.state.ResultDestination;
import dev.errand.states.state.ResultWriter;
import dev.errand.states.value.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/**
 * The results of a Map Run: the state's result, or files with a manifest.
 *
 * @param services have {@code aws-sdk:s3:putObject}, if the results are written; its {@code Body}
 *     is bytes, which are written as they are
 * @param mapRunArn ends in the Map Run's id, which is part of the keys of its files
 * @param children in the order of the items
 */
public record MapRunResults(
    ServiceIntegrations services,
    String mapRunArn,
    ResultDestination destination,
    List<ChildExecution> children) {

  /**
   * The state's result; writes the files, if the results go to a bucket.
   *
   * @throws dev.errand.states.value.StatesError {@code States.ResultWriterFailed}
   */
  public JsonNode collect() {
    if (destination.bucket().isEmpty()) {
      return results(ChildExecution::hasSucceeded);
    }
    ObjectNode manifest =
        Json.object()
            .put("DestinationBucket", destination.bucket().get())
            .put("MapRunArn", mapRunArn);
    ObjectNode files = manifest.putObject("ResultFiles");
    write(files, "FAILED", child -> !child.hasSucceeded());
    files.putArray("PENDING");
    write(files, "SUCCEEDED", ChildExecution::hasSucceeded);
    String key = key("manifest.json");
    put(key, Json.write(manifest));
    ObjectNode result = Json.object().put("MapRunArn", mapRunArn);
    result
        .putObject("ResultWriterDetails")
        .put("Bucket", destination.bucket().get())
        .put("Key", key);
    return result;
  }

  private ArrayNode results(Predicate<ChildExecution> which) {
    ArrayNode results = Json.MAPPER.createArrayNode();
    children.stream().filter(which).forEach(child -> add(child, results));
    return results;
  }

  /** A child execution that failed has no output; its description states the error. */
  private void add(ChildExecution child, ArrayNode results) {
    boolean described =
        destination.transformation() == ResultDestination.Transformation.NONE
            || !child.hasSucceeded();
    if (described) {
      results.add(child.description());
    } else if (destination.transformation() == ResultDestination.Transformation.FLATTEN
        && child.output() instanceof ArrayNode elements) {
      results.addAll(elements);
    } else {
      results.add(child.output());
    }
  }

  private void write(ObjectNode files, String status, Predicate<ChildExecution> which) {
    ArrayNode list = files.putArray(status);
    if (children.stream().noneMatch(which)) {
      return;
    }
    boolean lines = destination.outputType() == ResultDestination.OutputType.JSONL;
    ArrayNode results = results(which);
    String body = lines ? lines(results) : Json.write(results);
    String key = key(status + (lines ? "_0.jsonl" : "_0.json"));
    put(key, body);
    list.addObject().put("Key", key).put("Size", body.getBytes(StandardCharsets.UTF_8).length);
  }

  private static String lines(ArrayNode results) {
    StringBuilder lines = new StringBuilder();
    results.forEach(result -> lines.append(Json.write(result)).append('\n'));
    return lines.toString();
  }

  private String key(String file) {
    String id = mapRunArn.substring(mapRunArn.lastIndexOf(':') + 1);
    String prefix = destination.prefix();
    boolean isFolder = prefix.isEmpty() || prefix.endsWith("/");
    return prefix + (isFolder ? "" : "/") + id + "/" + file;
  }

  private void put(String key, String body) {
    ObjectNode parameters =
        Json.object()
            .put("Bucket", destination.bucket().orElseThrow())
            .put("Key", key)
            .put("Body", body.getBytes(StandardCharsets.UTF_8));
    new S3Calls(services, "States.ResultWriterFailed").call(ResultWriter.PUT_OBJECT, parameters);
  }
}
