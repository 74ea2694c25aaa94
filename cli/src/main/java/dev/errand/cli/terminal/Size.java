package dev.errand.cli.terminal;

/** How many rows and columns a terminal has. */
public record Size(int rows, int columns) {

  /** No limit, for output that is not written to a terminal. */
  static final Size ENDLESS = new Size(Integer.MAX_VALUE, 100_000);
}
