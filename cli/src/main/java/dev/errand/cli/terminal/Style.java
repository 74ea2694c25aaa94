package dev.errand.cli.terminal;

/** Colours, or none. */
public enum Style {
  PLAIN,
  COLOURED;

  public String good(String text) {
    return colour(text, "32");
  }

  public String bad(String text) {
    return colour(text, "31");
  }

  /** Reports that are not final. */
  public String active(String text) {
    return colour(text, "36");
  }

  public String warning(String text) {
    return colour(text, "33");
  }

  /** Secondary text. */
  public String faint(String text) {
    return colour(text, "2");
  }

  private String colour(String text, String code) {
    return this == PLAIN ? text : "\u001B[" + code + "m" + text + "\u001B[0m";
  }
}
