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
    byId.put(logicalId, new Resource(logicalId, type, properties, declaration.line()));
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

  Optional<String> attribute(String logicalId, String attribute) {
    return Optional.ofNullable(byId.get(logicalId)).map(r -> names.attribute(r, attribute));
  }

  /** Which resource has this ARN. */
  Optional<Resource> withArn(String arn) {
    return byId.values().stream().filter(r -> names.attribute(r, "Arn").equals(arn)).findFirst();
  }
}
