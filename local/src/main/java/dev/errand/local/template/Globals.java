package dev.errand.local.template;

import dev.errand.local.template.TemplateNode.Mapping;
import dev.errand.local.template.TemplateNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@code Globals} section: mappings are merged, lists concatenated, and any other value is
 * overridden by that of the resource (SAM's "Globals section", "Overridable properties").
 */
final class Globals {

  private static final String PREFIX = "AWS::Serverless::";
  private static final Set<String> TYPES = Set.of("Function", "HttpApi", "StateMachine");

  private final Mapping globals;

  Globals(Mapping globals) {
    this.globals = globals;
    globals
        .entries()
        .forEach(
            (type, value) -> {
              if (!TYPES.contains(type) || !(value instanceof Mapping)) {
                throw new TemplateException(
                    value.line(), "Globals." + type + " is not supported by the stage");
              }
            });
  }

  Mapping apply(String type, Mapping properties) {
    if (type.startsWith(PREFIX)
        && globals.entries().get(type.substring(PREFIX.length())) instanceof Mapping defaults) {
      return merge(defaults, properties);
    }
    return properties;
  }

  private static Mapping merge(Mapping defaults, Mapping own) {
    Map<String, TemplateNode> merged = new LinkedHashMap<>(defaults.entries());
    own.entries()
        .forEach(
            (name, value) -> merged.merge(name, value, (first, second) -> both(first, second)));
    return new Mapping(merged, own.line());
  }

  private static TemplateNode both(TemplateNode global, TemplateNode own) {
    if (global instanceof Mapping defaults && own instanceof Mapping mapping) {
      return merge(defaults, mapping);
    }
    if (global instanceof Sequence defaults && own instanceof Sequence sequence) {
      List<TemplateNode> items = new ArrayList<>(defaults.items());
      items.addAll(sequence.items());
      return new Sequence(items, own.line());
    }
    return own;
  }
}
