package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.AwsError;
import dev.errand.local.awsjson.Input;
import dev.errand.local.awsjson.Page;
import dev.errand.states.state.MapSettings;
import dev.errand.states.value.Json;
import java.util.Map;
import java.util.function.Function;

/** The operations on Map Runs. */
record MapRunOperations(MapRuns mapRuns, Executions executions) {

  Map<String, Function<Input, ObjectNode>> byName() {
    return Map.of(
        "DescribeMapRun", this::describe,
        "ListMapRuns", this::list,
        "UpdateMapRun", this::update);
  }

  private ObjectNode describe(Input input) {
    MapRun mapRun = mapRuns.get(input.required("mapRunArn"));
    MapSettings settings = mapRun.request().settings();
    ObjectNode shape =
        Json.object()
            .put("mapRunArn", mapRun.arn())
            .put("executionArn", mapRun.executionArn())
            .put("status", mapRun.status().name())
            .put("startDate", EpochSeconds.seconds(mapRun.startDate()));
    mapRun.stopDate().ifPresent(date -> shape.put("stopDate", EpochSeconds.seconds(date)));
    shape
        .put("maxConcurrency", settings.maxConcurrency())
        .put("toleratedFailurePercentage", settings.toleratedPercentage())
        .put("toleratedFailureCount", settings.toleratedCount());
    boolean written =
        mapRun.request().destination().bucket().isPresent() && mapRun.stopDate().isPresent();
    shape.set("itemCounts", mapRuns.counts(mapRun, true).body(written));
    shape.set("executionCounts", mapRuns.counts(mapRun, false).body(written));
    shape.put("redriveCount", mapRun.redrives().count());
    mapRun
        .redrives()
        .date()
        .ifPresent(date -> shape.put("redriveDate", EpochSeconds.seconds(date)));
    return shape;
  }

  private ObjectNode list(Input input) {
    Execution execution = executions.get(input.required("executionArn"));
    return Page.of(
            mapRuns.of(execution.arn()),
            MapRun::arn,
            input.nextToken(1024),
            input.maxResults(StepFunctionsApi.PAGE, StepFunctionsApi.MAX_PAGE))
        .output("mapRuns", MapRunOperations::listed);
  }

  private static ObjectNode listed(MapRun mapRun) {
    ObjectNode shape =
        Json.object()
            .put("executionArn", mapRun.executionArn())
            .put("mapRunArn", mapRun.arn())
            .put("stateMachineArn", mapRun.stateMachineArn())
            .put("startDate", EpochSeconds.seconds(mapRun.startDate()));
    mapRun.stopDate().ifPresent(date -> shape.put("stopDate", EpochSeconds.seconds(date)));
    return shape;
  }

  private ObjectNode update(Input input) {
    MapRun mapRun = mapRuns.get(input.required("mapRunArn"));
    JsonNode body = input.body();
    double percentage = body.path("toleratedFailurePercentage").asDouble(0);
    long count = body.path("toleratedFailureCount").asLong(0);
    long concurrency = body.path("maxConcurrency").asLong(0);
    if (percentage < 0 || percentage > 100 || count < 0 || concurrency < 0) {
      throw new AwsError(
          "ValidationException",
          "maxConcurrency and toleratedFailureCount are at least 0, toleratedFailurePercentage is"
              + " from 0 to 100");
    }
    mapRuns.update(
        mapRun,
        settings ->
            new MapSettings(
                body.has("maxConcurrency")
                    ? Math.toIntExact(concurrency)
                    : settings.maxConcurrency(),
                body.has("toleratedFailureCount")
                    ? Math.toIntExact(count)
                    : settings.toleratedCount(),
                body.has("toleratedFailurePercentage")
                    ? percentage
                    : settings.toleratedPercentage()));
    return Json.object();
  }
}
