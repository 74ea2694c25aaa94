package dev.errand.local.workercheck;

import dev.errand.local.Checkout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How to check a command.
 *
 * @param checkout with the template, whose task definition gives the environment
 * @param type the report type whose task definition it is
 * @param folder for everything that the check writes
 * @param directory the working folder of the command
 * @param command the executable and its arguments
 * @param variables what tasks get besides what the template says
 * @param secrets the same, for values that must not be logged
 * @param request a valid report request, as JSON
 * @param invalidRequest a text that is no valid report request
 * @param timeLimit the longest time of an undisturbed task
 * @param stopTimeout the longest time between SIGTERM and the end of a task
 */
public record CheckSettings(
    Checkout checkout,
    String type,
    Path folder,
    Path directory,
    List<String> command,
    Map<String, String> variables,
    Map<String, String> secrets,
    String request,
    String invalidRequest,
    Duration timeLimit,
    Duration stopTimeout) {

  public CheckSettings {
    command = List.copyOf(command);
    variables = Map.copyOf(variables);
    secrets = Map.copyOf(secrets);
  }

  /** Without values: they may be secret. */
  @Override
  public String toString() {
    return "CheckSettings[" + command + "]";
  }
}
