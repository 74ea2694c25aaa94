package dev.errand.states;

/**
 * One thing in a definition that cannot be run.
 *
 * @param where the field, as {@code /States/Name of the state/Field}
 * @param what why not, and how to mend it
 */
public record Problem(String where, String what) {

  @Override
  public String toString() {
    return where + ": " + what;
  }
}
