package dev.errand.local.logs;

import dev.errand.local.template.TaskDefinitionSpec;
import dev.errand.local.template.TaskDefinitionSpec.ContainerSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The log streams of the tasks, each of which is a file of the stage. The log driver {@code
 * awslogs} names a stream {@code prefix/container/task-id}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html">Amazon
 *     ECS Developer Guide</a>
 */
public final class LogStreams {

  private static final Pattern NAME = Pattern.compile("(.+/.+)/([0-9a-f]{32})");

  private final Path tasks;
  private final Set<Kind> kinds;

  /** The streams of the tasks of one definition. */
  private record Kind(String group, String prefix) {}

  /**
   * The streams of these definitions' tasks.
   *
   * @param tasks the folder that has one for each task
   */
  public LogStreams(Path tasks, List<TaskDefinitionSpec> definitions) {
    this.tasks = tasks;
    this.kinds =
        definitions.stream()
            .flatMap(definition -> definition.containers().stream())
            .flatMap(LogStreams::kind)
            .collect(Collectors.toSet());
  }

  private static Stream<Kind> kind(ContainerSpec container) {
    return container.log().stream()
        .map(log -> new Kind(log.group(), log.streamPrefix() + "/" + container.name()));
  }

  /** Whether a task logs into this group. */
  boolean hasGroup(String group) {
    return kinds.stream().anyMatch(kind -> kind.group().equals(group));
  }

  /** The file of a stream; empty if there is none, as long as the task has not begun to log. */
  Optional<Path> file(String group, String stream) {
    Matcher name = NAME.matcher(stream);
    if (!name.matches() || !kinds.contains(new Kind(group, name.group(1)))) {
      return Optional.empty();
    }
    return Optional.of(tasks.resolve(name.group(2)).resolve("task.log")).filter(Files::exists);
  }
}
