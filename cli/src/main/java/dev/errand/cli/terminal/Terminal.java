package dev.errand.cli.terminal;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * An output stream: on a terminal with colours and lines redrawn in place, otherwise plain lines.
 *
 * <p>Safe for use by more than one thread: a shutdown hook may print as well.
 */
public final class Terminal {

  private static final String CLEAR_LINE = "\u001B[K";
  private static final String CLEAR_BELOW = "\u001B[J";

  private final PrintStream out;
  private final boolean inPlace;
  private final Style style;
  private final Supplier<Size> size;
  private int drawn;

  /**
   * An output.
   *
   * @param inPlace whether it is a terminal, on which lines can be drawn again
   * @param size its size at the moment
   */
  public Terminal(PrintStream out, boolean inPlace, Style style, Supplier<Size> size) {
    this.out = out;
    this.inPlace = inPlace;
    this.style = style;
    this.size = size;
  }

  public Style style() {
    return style;
  }

  /** Whether lines can be drawn again. */
  public boolean isInPlace() {
    return inPlace;
  }

  /** How many lines and columns fit. */
  public Size size() {
    return inPlace ? size.get() : Size.ENDLESS;
  }

  /** The stream itself, for output that does not consist of lines. */
  public PrintStream stream() {
    return out;
  }

  /** Prints a line, under the block if there is one. */
  public synchronized void line(String text) {
    out.println(text);
    out.flush();
    drawn = 0;
  }

  /** Prints lines at once. */
  public synchronized void lines(List<String> lines) {
    for (String line : lines) {
      out.println(line);
    }
    out.flush();
    drawn = 0;
  }

  /**
   * Shows a block in place of the one before; each line has to fit. Lines are overwritten one by
   * one: a terminal that is cleared flickers, and tmux keeps what it was cleared of.
   */
  public synchronized void show(List<String> lines) {
    StringBuilder block = new StringBuilder();
    if (drawn > 0) {
      block.append("\u001B[").append(drawn).append("A\r");
    }
    for (String line : lines) {
      block.append(line).append(drawn > 0 ? CLEAR_LINE : "").append(System.lineSeparator());
    }
    if (drawn > lines.size()) {
      block.append(CLEAR_BELOW);
    }
    out.print(block);
    out.flush();
    drawn = lines.size();
  }

  /** Removes the block. */
  public synchronized void clear() {
    show(List.of());
  }
}
