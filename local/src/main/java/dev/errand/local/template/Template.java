package dev.errand.local.template;

import dev.errand.local.metrics.Alarm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a SAM template describes, as far as the stage emulates it.
 *
 * @param apis the ids of the HTTP APIs
 */
public record Template(
    List<FunctionSpec> functions,
    List<RouteSpec> routes,
    List<RuleSpec> rules,
    List<ScheduleSpec> schedules,
    List<TableSpec> tables,
    List<BucketSpec> buckets,
    List<QueueSpec> queues,
    List<StateMachineSpec> stateMachines,
    List<ClusterSpec> clusters,
    List<TaskDefinitionSpec> taskDefinitions,
    List<String> apis,
    List<Alarm> alarms,
    List<SecretSpec> secrets) {

  /**
   * Reads a template; the files that it names are relative to its folder.
   *
   * @throws TemplateException if there is anything in it that the stage does not understand
   * @throws UncheckedIOException if the file, or one that it names, cannot be read
   */
  public static Template read(Path file, StackSettings settings) {
    try {
      return new TemplateReader(file.toAbsolutePath().getParent(), settings)
          .read(TemplateParser.parse(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
