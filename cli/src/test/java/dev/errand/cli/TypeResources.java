package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@code template.yaml} has for a report type, as {@code docs/report-types.md} says.
 *
 * @param type the name of the type
 * @param timeLimit of a task, in seconds
 * @param prefix of the logical ids of {@code TaskDefinition}, {@code TaskRole} and {@code
 *     TaskExecutionRole}
 * @param yaml these three resources
 */
record TypeResources(String type, int timeLimit, String prefix, String yaml) {

  private static final String FIRST = "  TaskDefinition:\n";
  private static final String NEXT = "  UseOfKey:\n";
  private static final String FAMILY = "task-definition/${AWS::StackName}-records:*\n";
  private static final String ROLE = "                - !GetAtt %sTaskExecutionRole.Arn\n";
  private static final String TRACES =
      "      PolicyName: send-trace\n      Roles:\n        - !Ref TaskRole\n";
  private static final String API =
      "            - Name: RECORDS_API_URL\n              Value: !Ref RecordsApiUrl\n";

  /**
   * Copies of the resources of the type {@code records}.
   *
   * @param environment the variables of the copied task definition in place of {@code
   *     RECORDS_API_URL}
   */
  static TypeResources copied(
      String type, int timeLimit, String prefix, Map<String, String> environment)
      throws IOException {
    String template = Files.readString(StageProcess.ROOT.resolve("template.yaml"));
    String variables =
        environment.entrySet().stream()
            .map(
                variable ->
                    "            - Name: %s\n              Value: \"%s\"\n"
                        .formatted(variable.getKey(), variable.getValue()))
            .collect(Collectors.joining());
    String copy =
        template
            .substring(template.indexOf(FIRST), template.indexOf(NEXT))
            .replaceAll("(?<!:)\\b(TaskDefinition|TaskRole|TaskExecutionRole)\\b", prefix + "$1")
            .replace("-records", "-" + type)
            .replace("/reports/*", "/reports-%s/*".formatted(type))
            .replace("/checkpoints/*", "/checkpoints-%s/*".formatted(type));
    copy = replaced(copy, "Value: reports\n", "Value: reports-%s\n".formatted(type));
    copy = replaced(copy, "Value: checkpoints\n", "Value: checkpoints-%s\n".formatted(type));
    copy = replaced(copy, "\"21000\"", "\"%d\"".formatted(timeLimit - 600));
    return new TypeResources(type, timeLimit, prefix, replaced(copy, API, variables));
  }

  /** A template with them. */
  String addedTo(String template) {
    String added = replaced(template, NEXT, yaml + "\n" + NEXT);
    added =
        replaced(
            added,
            "    DependsOn: TaskDefinition\n",
            "    DependsOn: [TaskDefinition, %sTaskDefinition]\n".formatted(prefix));
    added =
        replaced(
            added,
            "        TimeLimits: records=21600\n",
            "        TimeLimits: records=21600,%s=%d\n".formatted(type, timeLimit));
    added = replaced(added, TRACES, TRACES + "        - !Ref %sTaskRole\n".formatted(prefix));
    String line = line(added, FAMILY);
    added = replaced(added, line, line + line.replace("-records:", "-" + type + ":"));
    String roles = ROLE.formatted(prefix) + ROLE.formatted(prefix).replace("Execution", "");
    return replaced(added, ROLE.formatted(""), ROLE.formatted("") + roles);
  }

  private static String line(String text, String end) {
    int at = text.indexOf(end);
    assertThat(at).as(end).isPositive();
    return text.substring(text.lastIndexOf('\n', at) + 1, at + end.length());
  }

  private static String replaced(String text, String before, String after) {
    assertThat(text).containsOnlyOnce(before);
    return text.replace(before, after);
  }
}
