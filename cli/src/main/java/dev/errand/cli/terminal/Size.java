package dev.errand.cli.terminal;

/** How many rows and columns a terminal has. */
public record Size(int rows, int columns) {

  /** For output that goes to no terminal: as long as it is. */
  static final Size ENDLESS = new Size(Integer.MAX_VALUE, 100_000);
}
