package dev.errand.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The resources whose conditions hold, with what {@code Ref} and {@code GetAtt} give for them. */
final class Resources {

  private static final Set<String> ATTRIBUTES =
      Set.of(
          "Type",
          "Properties",
          "Metadata",
          "Condition",
          "DependsOn",
          "DeletionPolicy",
          "UpdateReplacePolicy",
          "UpdatePolicy");

  private final Map<String, Resource> byId = new LinkedHashMap<>();
  private final PhysicalNames names;

  Resources(PhysicalNames names) {
    this.names = names;
  }

  void add(String logicalId, Section declaration) {
    declaration.only(ATTRIBUTES);
    String type = declaration.text("Type");
    if (!ResourceTypes.isKnown(type)) {
      throw declaration.refusal("Type", "is " + type + ", which the stage does not know");
    }
    Section properties =
        declaration.optionalSection("Properties").orElseGet(() -> declaration.empty("Properties"));
    byId.put(logicalId, new Resource(logicalId, declaration, properties));
  }

  List<Resource> ofType(String type) {
    List<Resource> found = new ArrayList<>();
    for (Resource resource : byId.values()) {
      if (resource.type().equals(type)) {
        found.add(resource);
      }
    }
    return found;
  }

  Optional<String> ref(String logicalId) {
    return Optional.ofNullable(byId.get(logicalId)).map(names::ref);
  }

  /**
   * What {@code GetAtt} gives.
   *
   * @throws TemplateException if there is no such resource, or it has no such attribute
   */
  String attribute(String logicalId, String attribute, int line) {
    Resource resource = byId.get(logicalId);
    if (resource == null) {
      throw new TemplateException(line, "there is no resource " + logicalId);
    }
    if (!ResourceTypes.hasAttribute(resource.type(), attribute)) {
      throw new TemplateException(
          line, "%s has no attribute %s".formatted(resource.type(), attribute));
    }
    return names.attribute(resource, attribute);
  }

  /** Which resource has this ARN. */
  Optional<Resource> withArn(String arn) {
    return byId.values().stream().filter(r -> names.arn(r).equals(arn)).findFirst();
  }
}
