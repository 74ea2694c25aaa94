package dev.errand.states.definition;

import java.util.List;
import java.util.stream.Collectors;

/** A definition that cannot be run, with everything that is wrong with it. */
public final class InvalidDefinition extends RuntimeException {

  private final transient List<Diagnostic> problems;

  InvalidDefinition(List<Diagnostic> problems) {
    super(
        problems.stream()
            .map(Diagnostic::toString)
            .collect(Collectors.joining(", ", "Invalid State Machine Definition: '", "'")));
    this.problems = List.copyOf(problems);
  }

  /** All of them, in the order of the definition. */
  public List<Diagnostic> problems() {
    return problems;
  }
}
