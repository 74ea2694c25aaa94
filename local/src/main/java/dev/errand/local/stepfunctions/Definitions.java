package dev.errand.local.stepfunctions;

import dev.errand.local.files.Digests;
import dev.errand.states.definition.Definition;
import dev.errand.states.definition.Diagnostic;
import dev.errand.states.definition.InvalidDefinition;
import dev.errand.states.definition.ResourceValidator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The definitions of an account's state machines, each by its revision. */
final class Definitions {

  /** What an Express state machine cannot call. */
  private static final List<String> NOT_IN_EXPRESS = List.of(".waitForTaskToken", ".sync");

  private final StepFunctionsStore store;
  private final ResourceValidator resources;
  private final Map<String, Definition> byRevision = new ConcurrentHashMap<>();

  /**
   * @param resources what Task states can call
   */
  Definitions(StepFunctionsStore store, ResourceValidator resources) {
    this.store = store;
    this.resources = resources;
  }

  /**
   * Reads a definition; the store does not have it yet.
   *
   * @return its revision: the SHA-256 of the text, in hex
   * @throws InvalidDefinition with everything in the definition that cannot be run
   */
  String read(String text) {
    Definition definition = Definition.read(text, resources);
    String revision = Digests.sha256(text);
    byRevision.put(revision, definition);
    return revision;
  }

  /**
   * A definition that is stored.
   *
   * @throws InvalidDefinition if an older build has stored it and this one refuses it
   */
  Definition get(String revision) {
    return byRevision.computeIfAbsent(
        revision, missing -> Definition.read(store.definition(missing), resources));
  }

  /** The text of a definition that is stored. */
  String text(String revision) {
    return store.definition(revision);
  }

  /** What is wrong with a definition; nothing if nothing is. */
  List<Diagnostic> validate(String text) {
    return validate(text, resources);
  }

  /** What an Express state machine cannot run of a definition. */
  List<Diagnostic> validateForExpress(String text) {
    ResourceValidator express =
        resource ->
            NOT_IN_EXPRESS.stream()
                .filter(resource::contains)
                .findFirst()
                .map("Express state machine does not support '%s' service integration "::formatted);
    return validate(text, express).stream()
        .filter(problem -> problem.message().startsWith("Express"))
        .toList();
  }

  private static List<Diagnostic> validate(String text, ResourceValidator resources) {
    try {
      Definition.read(text, resources);
      return List.of();
    } catch (InvalidDefinition e) {
      return e.problems();
    }
  }
}
