package dev.errand.local.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The names of RunTask's parameters that the stage supports, or that have no effect on one machine.
 * All others are refused, so that none is ignored silently.
 *
 * @param members what it may contain; nothing in it is looked at where this is empty
 */
record RunTaskParameters(Map<String, RunTaskParameters> members) {

  private static final RunTaskParameters ANY = new RunTaskParameters(Map.of());

  private static final RunTaskParameters ALL =
      of(
          Map.of(
              "NetworkConfiguration",
              of(
                  Map.of(
                      "AwsvpcConfiguration",
                      of(Map.of(), "AssignPublicIp", "SecurityGroups", "Subnets"))),
              "Overrides",
              of(
                  Map.of(
                      "ContainerOverrides",
                      of(
                          Map.of("Environment", of(Map.of(), "Name", "Value")),
                          "Command",
                          "Cpu",
                          "Memory",
                          "MemoryReservation",
                          "Name")),
                  "Cpu",
                  "EphemeralStorage",
                  "ExecutionRoleArn",
                  "Memory",
                  "TaskRoleArn")),
          "Cluster",
          "Count",
          "EnableECSManagedTags",
          "EnableExecuteCommand",
          "Group",
          "LaunchType",
          "PlatformVersion",
          "PropagateTags",
          "StartedBy",
          "Tags",
          "TaskDefinition");

  private static RunTaskParameters of(Map<String, RunTaskParameters> nested, String... others) {
    Map<String, RunTaskParameters> members = new HashMap<>(nested);
    Stream.of(others).forEach(name -> members.put(name, ANY));
    return new RunTaskParameters(Map.copyOf(members));
  }

  /**
   * Every name that is not among these, as {@code /Overrides/ContainerOverrides/0/Name}.
   *
   * @param parameters a state's {@code Parameters}, before or after its paths are resolved
   */
  static List<String> unknown(JsonNode parameters) {
    List<String> unknown = new ArrayList<>();
    ALL.collect("", parameters, unknown);
    return unknown;
  }

  private void collect(String path, JsonNode node, List<String> unknown) {
    if (members.isEmpty()) {
      return;
    }
    for (int index = 0; node.isArray() && index < node.size(); index++) {
      collect(path + "/" + index, node.get(index), unknown);
    }
    node.properties()
        .forEach(
            field -> {
              String name = field.getKey().replaceFirst("\\.\\$$", "");
              Optional.ofNullable(members.get(name))
                  .ifPresentOrElse(
                      member -> member.collect(path + "/" + name, field.getValue(), unknown),
                      () -> unknown.add(path + "/" + name));
            });
  }
}
