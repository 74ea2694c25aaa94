package dev.errand.local.template;

import dev.errand.local.template.TemplateNode.Intrinsic;
import dev.errand.local.template.TemplateNode.Mapping;
import dev.errand.local.template.TemplateNode.Scalar;
import dev.errand.local.template.TemplateNode.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resolves CloudFormation's intrinsic functions. */
final class Intrinsics {

  /** What {@code AWS::NoValue} resolves to; it vanishes from mappings and lists. */
  static final TemplateNode NO_VALUE = Scalar.text("AWS::NoValue", 0);

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

  private final Map<String, String> pseudoParameters;
  private final Parameters parameters;
  private final Mapping mappings;
  private final Conditions conditions;
  private final Resources resources;

  Intrinsics(
      StackSettings settings,
      Parameters parameters,
      Mapping mappings,
      Mapping conditions,
      Resources resources) {
    this.pseudoParameters =
        Map.of(
            "AWS::AccountId", settings.account().id(),
            "AWS::Partition", "aws",
            "AWS::Region", settings.account().region(),
            "AWS::StackName", settings.stackName(),
            "AWS::StackId", settings.arn("cloudformation", "stack/" + settings.stackName() + "/1"),
            "AWS::URLSuffix", "amazonaws.com");
    this.parameters = parameters;
    this.mappings = mappings;
    this.conditions = new Conditions(conditions, this::resolve);
    this.resources = resources;
  }

  boolean holds(String condition, int line) {
    return conditions.holds(condition, line);
  }

  /** The node without any intrinsic function left in it. */
  TemplateNode resolve(TemplateNode node) {
    if (node instanceof Sequence sequence) {
      return new Sequence(resolveAll(sequence.items()), sequence.line());
    }
    if (node instanceof Mapping mapping) {
      Map<String, TemplateNode> entries = new LinkedHashMap<>();
      mapping
          .entries()
          .forEach(
              (name, value) -> {
                TemplateNode resolved = resolve(value);
                if (resolved != NO_VALUE) {
                  entries.put(name, resolved);
                }
              });
      return new Mapping(entries, mapping.line());
    }
    return node instanceof Intrinsic intrinsic ? call(intrinsic) : node;
  }

  private List<TemplateNode> resolveAll(List<TemplateNode> items) {
    return items.stream().map(this::resolve).filter(item -> item != NO_VALUE).toList();
  }

  private TemplateNode call(Intrinsic call) {
    return switch (call.name()) {
      case "Ref" -> ref(text(call.argument(), call), call.line());
      case "Fn::GetAtt" -> getAtt(call);
      case "Fn::Sub" -> sub(call);
      case "Fn::Join" -> join(call);
      case "Fn::Select" -> select(call);
      case "Fn::Split" -> split(call);
      case "Fn::FindInMap" -> findInMap(call);
      case "Fn::If" -> {
        List<TemplateNode> arguments = arguments(call, 3);
        boolean holds = holds(text(arguments.get(0), call), call.line());
        yield resolve(arguments.get(holds ? 1 : 2));
      }
      default ->
          throw new TemplateException(
              call.line(), call.name() + " is not supported by the stage here");
    };
  }

  private TemplateNode ref(String name, int line) {
    if (name.equals("AWS::NoValue")) {
      return NO_VALUE;
    }
    return Optional.ofNullable(pseudoParameters.get(name))
        .<TemplateNode>map(text -> Scalar.text(text, line))
        .or(() -> parameters.value(name))
        .or(() -> resources.ref(name).map(text -> Scalar.text(text, line)))
        .orElseThrow(() -> new TemplateException(line, "there is no " + name + " to refer to"));
  }

  private TemplateNode getAtt(Intrinsic call) {
    TemplateNode argument = resolve(call.argument());
    if (argument instanceof Sequence sequence && sequence.items().size() == 2) {
      return Scalar.text(
          attribute(
              text(sequence.items().get(0), call),
              text(sequence.items().get(1), call),
              call.line()),
          call.line());
    }
    return Scalar.text(attribute(text(argument, call), call.line()), call.line());
  }

  private String attribute(String dotted, int line) {
    int dot = dotted.indexOf('.');
    if (dot < 0) {
      throw new TemplateException(line, dotted + " names no attribute: write Resource.Attribute");
    }
    return attribute(dotted.substring(0, dot), dotted.substring(dot + 1), line);
  }

  private String attribute(String resource, String attribute, int line) {
    return resources.attribute(resource, attribute, line);
  }

  private TemplateNode sub(Intrinsic call) {
    String text;
    Map<String, TemplateNode> variables = Map.of();
    if (call.argument() instanceof Sequence) {
      List<TemplateNode> arguments = arguments(call, 2);
      text = text(arguments.get(0), call);
      variables = ((Mapping) arguments.get(1)).entries();
    } else {
      text = text(call.argument(), call);
    }
    StringBuilder out = new StringBuilder();
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1).strip();
      matcher.appendReplacement(out, Matcher.quoteReplacement(substitute(name, variables, call)));
    }
    return Scalar.text(matcher.appendTail(out).toString(), call.line());
  }

  private String substitute(String name, Map<String, TemplateNode> variables, Intrinsic call) {
    if (name.startsWith("!")) {
      return "${" + name.substring(1) + "}";
    }
    if (variables.containsKey(name)) {
      return text(variables.get(name), call);
    }
    return name.contains(".") ? attribute(name, call.line()) : text(ref(name, call.line()), call);
  }

  private TemplateNode join(Intrinsic call) {
    List<TemplateNode> arguments = arguments(call, 2);
    List<String> parts = new ArrayList<>();
    list(arguments.get(1), call).forEach(item -> parts.add(text(item, call)));
    return Scalar.text(String.join(text(arguments.get(0), call), parts), call.line());
  }

  private TemplateNode select(Intrinsic call) {
    List<TemplateNode> arguments = arguments(call, 2);
    List<TemplateNode> items = list(arguments.get(1), call);
    String index = text(arguments.get(0), call);
    if (!index.matches("\\d{1,4}") || Integer.parseInt(index) >= items.size()) {
      throw new TemplateException(call.line(), "Fn::Select finds no element " + index);
    }
    return items.get(Integer.parseInt(index));
  }

  private TemplateNode split(Intrinsic call) {
    List<TemplateNode> arguments = arguments(call, 2);
    String[] parts =
        text(arguments.get(1), call).split(Pattern.quote(text(arguments.get(0), call)), -1);
    return new Sequence(
        Arrays.stream(parts).<TemplateNode>map(part -> Scalar.text(part, call.line())).toList(),
        call.line());
  }

  private TemplateNode findInMap(Intrinsic call) {
    TemplateNode found = mappings;
    for (TemplateNode key : arguments(call, 3)) {
      String name = text(key, call);
      found = found instanceof Mapping mapping ? mapping.entries().get(name) : null;
      if (found == null) {
        throw new TemplateException(call.line(), "Fn::FindInMap finds no " + name);
      }
    }
    return found;
  }

  private static List<TemplateNode> arguments(Intrinsic call, int count) {
    if (call.argument() instanceof Sequence sequence && sequence.items().size() == count) {
      return sequence.items();
    }
    throw new TemplateException(call.line(), call.name() + " takes a list of " + count);
  }

  private List<TemplateNode> list(TemplateNode node, Intrinsic call) {
    if (resolve(node) instanceof Sequence sequence) {
      return sequence.items();
    }
    throw new TemplateException(call.line(), call.name() + " needs a list here");
  }

  private String text(TemplateNode node, Intrinsic call) {
    if (resolve(node) instanceof Scalar scalar) {
      return scalar.value().asText();
    }
    throw new TemplateException(call.line(), call.name() + " needs a single value here");
  }
}
