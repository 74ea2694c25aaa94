package dev.errand.states.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.state.Seconds;
import dev.errand.states.state.State;
import dev.errand.states.state.Workflow;
import dev.errand.states.value.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a definition and checks the transitions between its states. */
final class DefinitionReader {

  private final ResourceValidator resources;
  private final List<Diagnostic> problems = new ArrayList<>();

  DefinitionReader(ResourceValidator resources) {
    this.resources = resources;
  }

  State readState(String text) {
    Fields fields = new Fields(object(text), "", "", QueryLanguage.JSONPATH, problems);
    Optional<State> state = new WorkflowReader(resources, QueryLanguage.JSONPATH).state(fields);
    if (problems.isEmpty()) {
      state.ifPresent(
          found ->
              found
                  .inner()
                  .forEach((below, inner) -> Reachability.check(inner, "/" + below, problems)));
    }
    return state
        .filter(found -> problems.isEmpty())
        .orElseThrow(() -> new InvalidDefinition(problems));
  }

  private static ObjectNode object(String text) {
    if (document(text) instanceof ObjectNode object) {
      return object;
    }
    throw new InvalidDefinition(
        List.of(new Diagnostic(Diagnostic.SCHEMA, "Expected value of type Object", "/")));
  }

  Definition read(String text) {
    ObjectNode object = object(text);
    QueryLanguage language =
        object.path("QueryLanguage").asText().equals(QueryLanguage.JSONATA.word())
            ? QueryLanguage.JSONATA
            : QueryLanguage.JSONPATH;
    Fields fields = new Fields(object, "", "", language, problems);
    fields.require("States", "StartAt");
    fields
        .text("Version")
        .filter(version -> !version.equals("1.0"))
        .ifPresent(version -> fields.problem("Version", "Value must be one of: [1.0]"));
    fields
        .text("QueryLanguage")
        .filter(word -> !word.equals(language.word()))
        .ifPresent(
            word -> fields.problem("QueryLanguage", "Value must be one of: [JSONPath, JSONata]"));
    Optional<Duration> timeout =
        fields
            .integer("TimeoutSeconds", 1, Seconds.MAX)
            .map(seconds -> Duration.ofSeconds(seconds.longValue()));
    Optional<Workflow> workflow = new WorkflowReader(resources, language).workflow(fields);
    fields.refuseRest();
    if (problems.isEmpty()) {
      workflow.ifPresent(found -> Reachability.check(found, problems));
      workflow.ifPresent(found -> VariableReferences.check(found, problems));
    }
    if (!problems.isEmpty() || workflow.isEmpty()) {
      throw new InvalidDefinition(problems);
    }
    return new Definition(workflow.get(), timeout);
  }

  private static JsonNode document(String text) {
    try {
      return Json.read(text);
    } catch (JsonProcessingException e) {
      String location =
          e.getLocation() == null
              ? ""
              : "[Source: (String)\"%s\"; line: %d, column: %d]"
                  .formatted(
                      text.length() > 500 ? text.substring(0, 500) : text,
                      e.getLocation().getLineNr(),
                      e.getLocation().getColumnNr());
      throw new InvalidDefinition(
          List.of(
              new Diagnostic(
                  "INVALID_JSON_DESCRIPTION",
                  e.getOriginalMessage() + "\n at " + location,
                  location)));
    }
  }
}
