package dev.errand.local.ecs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.local.awsjson.AwsError;
import dev.errand.states.value.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the parameters of {@code ecs:runTask} when a definition is created, and not only when it
 * runs.
 */
public final class RunTaskDefinitions {

  private RunTaskDefinitions() {}

  /**
   * Checks all Task states of a definition, including those in branches and iterations.
   *
   * @throws AwsError {@code InvalidDefinition} with every such parameter by its place
   */
  public static void check(String definition) {
    List<String> unknown = new ArrayList<>();
    try {
      collect("", Json.read(definition), unknown);
    } catch (JsonProcessingException notJson) {
      return; // Step Functions itself refuses it
    }
    if (!unknown.isEmpty()) {
      throw new AwsError(
          "InvalidDefinition",
          "Invalid State Machine Definition: the local stage does not have %s of ecs:runTask"
              .formatted(String.join(", ", unknown)));
    }
  }

  private static void collect(String path, JsonNode node, List<String> unknown) {
    if (node.path("Type").asText().equals("Task")
        && node.path("Resource").asText().equals(RunTaskSync.RESOURCE)) {
      for (String field : List.of("Parameters", "Arguments")) {
        RunTaskParameters.unknown(node.path(field))
            .forEach(name -> unknown.add(path + "/" + field + name));
      }
    }
    for (int index = 0; node.isArray() && index < node.size(); index++) {
      collect(path + "/" + index, node.get(index), unknown);
    }
    node.properties()
        .forEach(field -> collect(path + "/" + field.getKey(), field.getValue(), unknown));
  }
}
