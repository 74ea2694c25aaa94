package dev.errand.cli.doctor;

/**
 * A check of the machine and its result.
 *
 * @param found what the check found
 * @param advice what to do; empty if nothing is to be done
 */
public record Check(String name, State state, String found, String advice) {

  /** The result of a check. */
  public enum State {
    OK,
    /** A stage can work, but needs an option or is slow. */
    WARN,
    /** Some commands cannot work. */
    MISSING,
    /** A stage or a command cannot work. */
    BAD
  }

  static Check ok(String name, String found) {
    return new Check(name, State.OK, found, "");
  }

  static Check warn(String name, String found, String advice) {
    return new Check(name, State.WARN, found, advice);
  }

  static Check missing(String name, String found, String advice) {
    return new Check(name, State.MISSING, found, advice);
  }

  static Check bad(String name, String found, String advice) {
    return new Check(name, State.BAD, found, advice);
  }
}
