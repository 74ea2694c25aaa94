package dev.errand.states.jsonata;

/** Gets what is wrong with the expressions of a definition. */
@FunctionalInterface
public interface JsonataProblems {

  /**
   * Takes one problem.
   *
   * @param code as in ValidateStateMachineDefinition's diagnostics
   * @param field its location in the state, such as {@code Output/result}
   */
  void add(String code, String message, String field);
}
