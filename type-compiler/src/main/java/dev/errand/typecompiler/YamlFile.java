package dev.errand.typecompiler;

import dev.errand.core.json.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A YAML file as JSON, and the line of each of its values. */
final class YamlFile {

  private final Path file;
  private final Object value;
  private final Map<String, Integer> lines;

  private YamlFile(Path file, Object value, Map<String, Integer> lines) {
    this.file = file;
    this.value = value;
    this.lines = lines;
  }

  /**
   * Reads a file.
   *
   * @param shown how findings name it
   * @throws BrokenTypesException if it is no YAML
   */
  static YamlFile read(Path file, Path shown) throws IOException {
    String text = Files.readString(file);
    LoadSettings settings = LoadSettings.builder().setLabel(shown.toString()).build();
    try {
      Object value = new Load(settings).loadFromString(text);
      Map<String, Integer> lines = new HashMap<>();
      new Compose(settings).composeString(text).ifPresent(root -> collect(root, "", lines));
      return new YamlFile(shown, value, lines);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new BrokenTypesException(
          new Finding(shown, line, "This is no YAML: " + e.getProblem() + "."));
    }
  }

  /** Maps, lists and values. */
  Object value() {
    return value;
  }

  /** The value at a JSON pointer. */
  Optional<Object> at(String pointer) {
    return JsonTree.at(value, pointer);
  }

  /**
   * A rule that the value at a JSON pointer breaks; where there is no value, it is its parent's.
   */
  Finding finding(String pointer, String rule) {
    String known = pointer;
    while (!lines.containsKey(known) && !known.isEmpty()) {
      known = known.substring(0, known.lastIndexOf('/'));
    }
    String place = pointer.isEmpty() ? "" : pointer + ": ";
    return new Finding(file, lines.getOrDefault(known, 1), place + rule);
  }

  private static void collect(Node node, String pointer, Map<String, Integer> lines) {
    lines.putIfAbsent(pointer, line(node));
    if (node instanceof MappingNode mapping) {
      for (NodeTuple field : mapping.getValue()) {
        String name = JsonTree.child(pointer, ((ScalarNode) field.getKeyNode()).getValue());
        lines.put(name, line(field.getKeyNode()));
        collect(field.getValueNode(), name, lines);
      }
    } else if (node instanceof SequenceNode sequence) {
      for (int i = 0; i < sequence.getValue().size(); i++) {
        collect(sequence.getValue().get(i), pointer + "/" + i, lines);
      }
    }
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
