package dev.errand.local.template;

import dev.errand.local.template.TemplateNode.Intrinsic;
import dev.errand.local.template.TemplateNode.Mapping;
import dev.errand.local.template.TemplateNode.Scalar;
import dev.errand.local.template.TemplateNode.Sequence;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The template's conditions. */
final class Conditions {

  private static final int MAX_DEPTH = 100;

  private final Map<String, TemplateNode> declared;
  private final UnaryOperator<TemplateNode> resolve;

  Conditions(Mapping declared, UnaryOperator<TemplateNode> resolve) {
    this.declared = declared.entries();
    this.resolve = resolve;
  }

  boolean holds(String name, int line) {
    return named(name, line, 0);
  }

  private boolean named(String name, int line, int depth) {
    TemplateNode condition = declared.get(name);
    if (condition == null) {
      throw new TemplateException(line, "there is no condition " + name);
    }
    if (depth > MAX_DEPTH) {
      throw new TemplateException(line, "condition " + name + " leads back to itself");
    }
    return holds(condition, depth);
  }

  private boolean holds(TemplateNode node, int depth) {
    if (node instanceof Mapping mapping && mapping.entries().get("Condition") instanceof Scalar s) {
      return named(s.value().asText(), node.line(), depth + 1);
    }
    if (!(node instanceof Intrinsic call)) {
      throw new TemplateException(node.line(), "this is not a condition");
    }
    return switch (call.name()) {
      case "Condition" -> named(call.argument().toJson().asText(), call.line(), depth + 1);
      case "Fn::Equals" -> {
        List<TemplateNode> pair = arguments(call);
        if (pair.size() != 2) {
          throw new TemplateException(call.line(), "Fn::Equals takes a list of 2");
        }
        yield json(pair.get(0)).equals(json(pair.get(1)));
      }
      case "Fn::Not" -> !holds(arguments(call).get(0), depth + 1);
      case "Fn::And" -> arguments(call).stream().allMatch(each -> holds(each, depth + 1));
      case "Fn::Or" -> arguments(call).stream().anyMatch(each -> holds(each, depth + 1));
      default ->
          throw new TemplateException(
              call.line(), call.name() + " is not supported by the stage in a condition");
    };
  }

  /** Numbers and truth values compare by their text, as in CloudFormation. */
  private String json(TemplateNode node) {
    TemplateNode resolved = resolve.apply(node);
    return resolved instanceof Scalar scalar
        ? scalar.value().asText()
        : resolved.toJson().toString();
  }

  private static List<TemplateNode> arguments(Intrinsic call) {
    if (call.argument() instanceof Sequence sequence && !sequence.items().isEmpty()) {
      return sequence.items();
    }
    throw new TemplateException(call.line(), call.name() + " takes a list");
  }
}
