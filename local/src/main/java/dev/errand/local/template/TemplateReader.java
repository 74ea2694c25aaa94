package dev.errand.local.template;

import dev.errand.local.template.TemplateNode.Mapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Reads the sections of a template. */
final class TemplateReader {

  private static final Set<String> SECTIONS =
      Set.of(
          "AWSTemplateFormatVersion",
          "Transform",
          "Description",
          "Metadata",
          "Parameters",
          "Mappings",
          "Conditions",
          "Globals",
          "Resources",
          "Outputs");

  private final Path folder;
  private final StackSettings settings;

  TemplateReader(Path folder, StackSettings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  Template read(Mapping document) {
    Section root = Section.root(document, UnaryOperator.identity()).only(SECTIONS);
    if (!root.text("Transform").equals("AWS::Serverless-2016-10-31")) {
      throw root.refusal("Transform", "must be AWS::Serverless-2016-10-31");
    }
    PhysicalNames names = new PhysicalNames(settings);
    Resources resources = new Resources(names);
    Intrinsics intrinsics =
        new Intrinsics(
            settings,
            new Parameters(root.optionalSection("Parameters"), settings.parameters()),
            mapping(root, "Mappings"),
            mapping(root, "Conditions"),
            resources);
    Globals globals = new Globals(mapping(root, "Globals"));
    Section declared = root.section("Resources");
    for (String logicalId : declared.names()) {
      Section resource = declared.section(logicalId);
      if (resource
          .optionalText("Condition")
          .map(c -> intrinsics.holds(c, resource.line()))
          .orElse(true)) {
        resources.add(logicalId, withGlobals(resource, globals, intrinsics));
      }
    }
    return template(resources, names);
  }

  private static Section withGlobals(Section resource, Globals globals, Intrinsics intrinsics) {
    String type = resource.text("Type");
    Mapping properties =
        resource.optionalSection("Properties").map(Section::mapping).orElseGet(resource::none);
    return resource.with("Properties", globals.apply(type, properties), intrinsics::resolve);
  }

  private Template template(Resources resources, PhysicalNames names) {
    EventReader events = new EventReader(resources, settings);
    FunctionReader functions = new FunctionReader(folder, names);
    StorageReader storage = new StorageReader(names);
    StateMachineReader stateMachines = new StateMachineReader(folder, names);
    TaskReader tasks = new TaskReader(names, resources.ofType(ResourceTypes.CAPACITY_PROVIDERS));
    resources.ofType(ResourceTypes.FUNCTION).forEach(events::read);
    return new Template(
        all(resources, ResourceTypes.FUNCTION, functions::read),
        events.routes(),
        events.rules(),
        events.schedules(),
        all(resources, ResourceTypes.TABLE, storage::table),
        all(resources, ResourceTypes.BUCKET, storage::bucket),
        all(resources, ResourceTypes.QUEUE, storage::queue),
        all(resources, ResourceTypes.STATE_MACHINE, stateMachines::read),
        all(resources, ResourceTypes.CLUSTER, tasks::cluster),
        all(resources, ResourceTypes.TASK_DEFINITION, tasks::taskDefinition),
        all(resources, ResourceTypes.HTTP_API, names::ref),
        all(resources, ResourceTypes.ALARM, new AlarmReader(names)::read),
        all(resources, ResourceTypes.SECRET, storage::secret));
  }

  private static <T> List<T> all(Resources resources, String type, Function<Resource, T> read) {
    return resources.ofType(type).stream().map(read).toList();
  }

  private static Mapping mapping(Section root, String name) {
    return root.optionalSection(name)
        .map(Section::mapping)
        .orElseGet(() -> new Mapping(Map.of(), root.line()));
  }
}
