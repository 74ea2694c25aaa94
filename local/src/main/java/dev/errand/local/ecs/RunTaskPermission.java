package dev.errand.local.ecs;

import dev.errand.states.value.StatesError;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which task definitions the state machine's role may run. ECS finds the revision first and then
 * asks whether the role may run it (API reference, RunTask).
 *
 * @param resources ARNs with {@code *} for any characters and {@code ?} for one
 */
public record RunTaskPermission(List<String> resources) {

  /** For a role whose policies are not known. */
  public static RunTaskPermission all() {
    return new RunTaskPermission(List.of("*"));
  }

  /**
   * Refuses a task definition that no resource matches.
   *
   * @throws StatesError as Step Functions passes ECS's refusal on
   */
  void check(TaskDefinition definition) {
    if (resources.stream().noneMatch(resource -> matches(resource, definition.arn()))) {
      throw new StatesError(
          "ECS.AccessDeniedException",
          "The state machine's role is not authorized to perform: ecs:RunTask on resource: %s because no identity-based policy allows the ecs:RunTask action (Service: AmazonECS; Status Code: 400; Error Code: AccessDeniedException)"
              .formatted(definition.arn()));
    }
  }

  private static boolean matches(String resource, String arn) {
    String regex =
        Stream.of(resource.split("(?<=[*?])|(?=[*?])"))
            .map(
                part ->
                    switch (part) {
                      case "*" -> ".*";
                      case "?" -> ".";
                      default -> Pattern.quote(part);
                    })
            .collect(Collectors.joining());
    return arn.matches(regex);
  }
}
