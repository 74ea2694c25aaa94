package dev.errand.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * YAML to JSON with nothing left out, {@code !GetAtt A.B} as {@code {"Fn::GetAtt": "A.B"}}. Apart
 * from the stage's own reader, which leaves out what it need not play, policies above all.
 */
final class TemplateYaml {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TemplateYaml() {}

  static JsonNode read(String yaml) {
    return convert(new Compose(LoadSettings.builder().build()).composeString(yaml).orElseThrow());
  }

  private static JsonNode convert(Node node) {
    String tag = node.getTag().getValue();
    if (!tag.startsWith("!")) {
      return content(node);
    }
    String name = tag.substring(1);
    return JSON.objectNode().set(name.equals("Ref") ? name : "Fn::" + name, content(node));
  }

  private static JsonNode content(Node node) {
    if (node instanceof MappingNode mapping) {
      ObjectNode object = JSON.objectNode();
      for (NodeTuple entry : mapping.getValue()) {
        object.set(((ScalarNode) entry.getKeyNode()).getValue(), convert(entry.getValueNode()));
      }
      return object;
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JSON.arrayNode();
      sequence.getValue().forEach(item -> array.add(convert(item)));
      return array;
    }
    return JSON.textNode(((ScalarNode) node).getValue());
  }
}
