package dev.errand.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One statement of a policy.
 *
 * @param place where it stands: the path of keys from the top
 */
record Statement(String place, JsonNode json) {

  /** Every statement in a document, whatever kind of policy it belongs to. */
  static List<Statement> allOf(JsonNode document) {
    List<Statement> found = new ArrayList<>();
    collect("", document, found);
    return found;
  }

  private static void collect(String place, JsonNode node, List<Statement> found) {
    if (node.has("Effect") && (node.has("Action") || node.has("NotAction"))) {
      found.add(new Statement(place, node));
    }
    node.properties().forEach(e -> collect(place + "/" + e.getKey(), e.getValue(), found));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(place + "/" + i, node.get(i), found);
    }
  }

  boolean allows() {
    return json.get("Effect").asText().equals("Allow");
  }

  List<String> actions() {
    return values(json.path("Action")).map(JsonNode::asText).toList();
  }

  List<String> resources() {
    return values(json.path("Resource")).map(JsonNode::toString).toList();
  }

  /** The services that it lets in; one empty text if it allows another principal. */
  List<String> services() {
    return values(json.path("Principal").path("Service")).map(JsonNode::asText).toList();
  }

  boolean isForEverything() {
    return resources().contains("\"*\"");
  }

  private static Stream<JsonNode> values(JsonNode oneOrMany) {
    return oneOrMany.isArray()
        ? StreamSupport.stream(oneOrMany.spliterator(), false)
        : Stream.of(oneOrMany);
  }
}
