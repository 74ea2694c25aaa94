package dev.errand.local.ecs;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.errand.local.files.AtomicFile;
import dev.errand.local.template.TaskDefinitionSpec;
import dev.errand.states.value.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every revision of every task definition that this stage has had. */
record TaskDefinitions(List<TaskDefinition> revisions) {

  /**
   * Registers a new revision of each definition that has changed since the file was written, as
   * CloudFormation does, and deregisters the one before it unless the template retains it.
   *
   * @param file may not exist yet
   */
  static TaskDefinitions deploy(Path file, List<TaskDefinitionSpec> specs) {
    try {
      TaskDefinitions before = new TaskDefinitions(read(file));
      TaskDefinitions deployed = before;
      for (TaskDefinitionSpec spec : specs) {
        deployed = deployed.with(spec);
      }
      if (!deployed.equals(before)) {
        write(file, deployed.revisions);
      }
      return deployed;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot register the task definitions in " + file, e);
    }
  }

  /** The revision of that name, or the newest active one of the family of that name. */
  Optional<TaskDefinition> find(String name) {
    return revisions.stream()
        .filter(revision -> revision.isNamed(name))
        .findFirst()
        .or(
            () ->
                revisions.stream()
                    .filter(revision -> revision.active() && revision.isOfFamily(name))
                    .max(Comparator.comparingInt(TaskDefinition::revision)));
  }

  private TaskDefinitions with(TaskDefinitionSpec spec) {
    List<TaskDefinition> ofFamily = revisions.stream().filter(r -> r.isOf(spec)).toList();
    Optional<TaskDefinition> newest =
        ofFamily.stream().max(Comparator.comparingInt(TaskDefinition::revision));
    if (newest.map(TaskDefinition::spec).filter(spec::equals).isPresent()) {
      return this;
    }
    int revision = newest.map(TaskDefinition::revision).orElse(0) + 1;
    return new TaskDefinitions(
        Stream.concat(
                revisions.stream().map(r -> r.isOf(spec) ? r.replaced() : r),
                Stream.of(new TaskDefinition(spec, revision, true)))
            .toList());
  }

  private static List<TaskDefinition> read(Path file) throws IOException {
    return Files.exists(file)
        ? Json.MAPPER.readValue(Files.readString(file), new TypeReference<>() {})
        : new ArrayList<>();
  }

  private static void write(Path file, List<TaskDefinition> revisions) throws IOException {
    Files.createDirectories(file.getParent());
    AtomicFile.write(file, Json.MAPPER.writeValueAsString(revisions));
  }
}
