package dev.errand.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.errand.local.template.TemplateNode.Intrinsic;
import dev.errand.local.template.TemplateNode.Mapping;
import dev.errand.local.template.TemplateNode.Scalar;
import dev.errand.local.template.TemplateNode.Sequence;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Parses YAML into nodes; {@code !Name} and {@code Fn::Name} become the same node. */
final class TemplateParser {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TemplateParser() {}

  static Mapping parse(String yaml) {
    Compose compose = new Compose(LoadSettings.builder().setSchema(new CoreSchema()).build());
    Optional<Node> root;
    try {
      root = compose.composeString(yaml);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      throw new TemplateException(line, "this is not YAML: " + e.getProblem());
    }
    if (root.isPresent() && convert(root.get()) instanceof Mapping mapping) {
      return mapping;
    }
    throw new TemplateException(1, "a template is a mapping of sections");
  }

  private static TemplateNode convert(Node node) {
    int line = node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    String tag = node.getTag().getValue();
    TemplateNode content = content(node, line);
    if (!tag.startsWith("!")) {
      return content;
    }
    String name = tag.substring(1);
    return new Intrinsic(
        name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name, content, line);
  }

  private static TemplateNode content(Node node, int line) {
    if (node instanceof ScalarNode scalar) {
      return new Scalar(value(scalar), line);
    }
    if (node instanceof SequenceNode sequence) {
      List<TemplateNode> items = sequence.getValue().stream().map(TemplateParser::convert).toList();
      return new Sequence(items, line);
    }
    return mapping((MappingNode) node, line);
  }

  private static TemplateNode mapping(MappingNode node, int line) {
    Map<String, TemplateNode> entries = new LinkedHashMap<>();
    for (NodeTuple entry : node.getValue()) {
      int keyLine = entry.getKeyNode().getStartMark().map(Mark::getLine).orElse(0) + 1;
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        throw new TemplateException(keyLine, "a key must be a word");
      }
      if (entries.put(key.getValue(), convert(entry.getValueNode())) != null) {
        throw new TemplateException(keyLine, key.getValue() + " appears twice");
      }
    }
    if (entries.size() == 1) {
      Map.Entry<String, TemplateNode> only = entries.entrySet().iterator().next();
      if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
        return new Intrinsic(only.getKey(), only.getValue(), line);
      }
    }
    return new Mapping(entries, line);
  }

  private static JsonNode value(ScalarNode scalar) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(Boolean.parseBoolean(text));
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return number(text);
    }
    return JSON.textNode(text);
  }

  private static JsonNode number(String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      return number.scale() == 0 && number.precision() < 19
          ? JSON.numberNode(number.longValueExact())
          : JSON.numberNode(number);
    } catch (NumberFormatException e) {
      return JSON.textNode(text);
    }
  }
}
