package dev.errand.local.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
        substitute(definition(properties), properties.texts("DefinitionSubstitutions")));
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
