package dev.errand.local.workercheck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.value.Json;
import java.util.List;

/** Checks the logs of all tasks. */
final class LogChecks {

  private static final List<String> FIELDS = List.of("time", "level", "message");

  private final List<TaskLog> logs;
  private final List<String> secrets;

  LogChecks(List<TaskLog> logs, List<String> secrets) {
    this.logs = logs;
    this.secrets = secrets;
  }

  Finding secrets() {
    return logs.stream()
        .filter(log -> log.first(line -> secrets.stream().anyMatch(line::contains)).isPresent())
        .findFirst()
        .map(log -> new Finding(Rule.SECRETS, false, "a secret is in " + log.file()))
        .orElseGet(() -> new Finding(Rule.SECRETS, true, size()));
  }

  Finding lines() {
    return logs.stream()
        .flatMap(log -> log.first(line -> !isEntry(line)).stream())
        .findFirst()
        .map(line -> new Finding(Rule.LOG_LINES, false, "another line: " + line))
        .orElseGet(() -> new Finding(Rule.LOG_LINES, true, size()));
  }

  private String size() {
    long lines = logs.stream().mapToLong(TaskLog::size).sum();
    return "%d lines of %d tasks".formatted(lines, logs.size());
  }

  private static boolean isEntry(String line) {
    try {
      JsonNode entry = Json.read(line);
      return FIELDS.stream().allMatch(field -> entry.path(field).isTextual());
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
