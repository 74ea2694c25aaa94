package dev.errand.states.definition;

/**
 * One thing in a definition that cannot be run, as ValidateStateMachineDefinition returns it.
 *
 * @param code such as {@code SCHEMA_VALIDATION_FAILED}
 * @param message why not
 * @param location the place, as {@code /States/Name of the state/Field}; empty if it is no one
 *     place
 */
public record Diagnostic(String code, String message, String location) {

  static final String SCHEMA = "SCHEMA_VALIDATION_FAILED";

  @Override
  public String toString() {
    return location.isEmpty()
        ? "%s: %s".formatted(code, message)
        : "%s: %s at %s".formatted(code, message, location);
  }
}
