package dev.errand.cli.doctor;

/**
 * Something that was looked at.
 *
 * @param found what there is
 * @param advice what to do; empty if nothing is to be done
 */
public record Check(String name, State state, String found, String advice) {

  /** How it stands. */
  public enum State {
    OK,
    /** Not needed for everything. */
    MISSING,
    /** In the way. */
    BAD
  }

  static Check ok(String name, String found) {
    return new Check(name, State.OK, found, "");
  }

  static Check missing(String name, String found, String advice) {
    return new Check(name, State.MISSING, found, advice);
  }

  static Check bad(String name, String found, String advice) {
    return new Check(name, State.BAD, found, advice);
  }
}
