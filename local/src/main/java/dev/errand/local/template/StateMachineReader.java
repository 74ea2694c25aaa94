package dev.errand.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code AWS::Serverless::StateMachine}. */
final class StateMachineReader {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9_-]+)}");

  private final Path folder;
  private final PhysicalNames names;

  StateMachineReader(Path folder, PhysicalNames names) {
    this.folder = folder;
    this.names = names;
  }

  StateMachineSpec read(Resource resource) {
    Section properties =
        resource
            .properties()
            .only(
                Set.of(
                    "Definition",
                    "DefinitionSubstitutions",
                    "DefinitionUri",
                    "Logging",
                    "Name",
                    "PermissionsBoundary",
                    "Policies",
                    "PropagateTags",
                    "Role",
                    "Tags",
                    "Tracing",
                    "Type"));
    if (!properties.optionalText("Type").orElse("STANDARD").equals("STANDARD")) {
      throw properties.refusal("Type", "must be STANDARD");
    }
    return new StateMachineSpec(
        resource.logicalId(),
        names.name(resource),
        names.arn(resource),
        substitute(definition(properties), properties.texts("DefinitionSubstitutions")),
        runnable(properties));
  }

  /** All of them where a policy is not written out here. */
  private static List<String> runnable(Section properties) {
    Optional<JsonNode> policies = properties.json("Policies");
    if (policies.isEmpty()) {
      return List.of("*");
    }
    List<String> resources = new ArrayList<>();
    for (JsonNode policy : policies.get()) {
      if (!policy.has("Statement")) {
        return List.of("*");
      }
      for (JsonNode statement : oneOrMore(policy.path("Statement"))) {
        if (texts(statement.path("Action")).contains("ecs:RunTask")) {
          resources.addAll(texts(statement.path("Resource")));
        }
      }
    }
    return resources;
  }

  private static List<String> texts(JsonNode oneOrMore) {
    return oneOrMore(oneOrMore).stream().map(JsonNode::asText).toList();
  }

  private static List<JsonNode> oneOrMore(JsonNode node) {
    return node.isArray() ? node.valueStream().toList() : List.of(node);
  }

  private String definition(Section properties) {
    if (properties.has("Definition")) {
      return properties.json("Definition").orElseThrow().toPrettyString();
    }
    Path file = folder.resolve(properties.text("DefinitionUri"));
    if (!file.toString().endsWith(".json")) {
      throw properties.refusal("DefinitionUri", "must name a JSON file");
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw properties.refusal("DefinitionUri", "names a file that cannot be read: " + file);
    }
  }

  private static String substitute(String definition, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(definition)
        .replaceAll(
            found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
  }
}
