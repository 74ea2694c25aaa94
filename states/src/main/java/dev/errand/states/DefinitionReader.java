package dev.errand.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a whole definition and checks how its states hang together. */
final class DefinitionReader {

  private static final int MAX_NAME = 80;

  private final Set<String> resources;
  private final List<Problem> problems = new ArrayList<>();

  DefinitionReader(Set<String> resources) {
    this.resources = resources;
  }

  Definition read(String text) {
    JsonNode document = document(text);
    if (!(document instanceof ObjectNode object)) {
      throw new InvalidDefinition(List.of(new Problem("/", "has to be a JSON object")));
    }
    Fields fields = new Fields(object, "", problems);
    String startAt = fields.requiredText("StartAt");
    fields.text("Version");
    Optional<Duration> timeout =
        fields
            .integer("TimeoutSeconds", 1, Seconds.MAX)
            .map(seconds -> Duration.ofSeconds(seconds.longValue()));
    refuseJsonata(fields);
    Map<String, State> states = states(fields);
    fields.refuseRest();
    checkTransitions(fields, startAt, states);
    Variables.check(states, problems);
    if (!problems.isEmpty()) {
      throw new InvalidDefinition(problems);
    }
    return new Definition(startAt, states, timeout);
  }

  private static JsonNode document(String text) {
    try {
      return Json.read(text);
    } catch (JsonProcessingException e) {
      throw new InvalidDefinition(
          List.of(new Problem("/", "is not JSON: " + e.getOriginalMessage())));
    }
  }

  static void refuseJsonata(Fields fields) {
    fields
        .text("QueryLanguage")
        .filter(language -> !language.equals("JSONPath"))
        .ifPresent(
            language ->
                fields.problem(
                    "QueryLanguage", "is not supported on the local stage: only JSONPath is"));
  }

  private Map<String, State> states(Fields fields) {
    Map<String, State> states = new LinkedHashMap<>();
    JsonNode all = fields.any("States");
    if (!all.isObject() || all.isEmpty()) {
      fields.problem("States", "has to be an object with one state or more");
      return states;
    }
    all.properties()
        .forEach(
            entry -> {
              String where = "States/" + entry.getKey();
              if (entry.getKey().length() > MAX_NAME) {
                fields.problem(where, "has a name of more than %d characters".formatted(MAX_NAME));
              }
              fields
                  .child(where, entry.getValue())
                  .flatMap(state -> new StateReader(state, resources).read())
                  .ifPresent(state -> states.put(entry.getKey(), state));
            });
    return states;
  }

  private void checkTransitions(Fields fields, String startAt, Map<String, State> states) {
    Set<String> known = new LinkedHashSet<>();
    fields.any("States").fieldNames().forEachRemaining(known::add);
    if (fields.has("StartAt") && !known.contains(startAt)) {
      fields.problem("StartAt", "there is no state '%s'".formatted(startAt));
    }
    states.forEach(
        (name, state) ->
            Transitions.of(state).stream()
                .filter(next -> !next.isEmpty() && !known.contains(next))
                .forEach(
                    next ->
                        fields.problem(
                            "States/" + name, "there is no state '%s' to go to".formatted(next))));
    Set<String> reached = reachable(startAt, states);
    if (known.contains(startAt) && states.size() == known.size()) {
      known.stream()
          .filter(name -> !reached.contains(name))
          .forEach(name -> fields.problem("States/" + name, "is never reached"));
    }
  }

  private static Set<String> reachable(String startAt, Map<String, State> states) {
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(startAt));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (reached.add(name) && states.containsKey(name)) {
        open.addAll(Transitions.of(states.get(name)));
      }
    }
    return reached;
  }
}
