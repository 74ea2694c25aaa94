package dev.errand.cli;

import java.io.PrintStream;
import java.util.List;

/**
 * Where output goes: in place and in colour on a terminal, plain lines elsewhere.
 *
 * <p>The launcher tells with the system property {@code errand.terminal} whether standard output is
 * a terminal: {@code System.console()} does not on every JDK. {@code NO_COLOR} is honoured.
 */
final class Terminal {

  private static final String CLEAR_TO_END = "\u001B[J";

  private final PrintStream out;
  private final boolean inPlace;
  private final boolean coloured;
  private int drawn;
  private List<String> last = List.of();

  Terminal(PrintStream out, boolean inPlace, boolean coloured) {
    this.out = out;
    this.inPlace = inPlace;
    this.coloured = coloured;
  }

  static Terminal standard() {
    boolean terminal = Boolean.getBoolean("errand.terminal");
    return new Terminal(System.out, terminal, terminal && System.getenv("NO_COLOR") == null);
  }

  void line(String text) {
    out.println(text);
    out.flush();
    drawn = 0;
    last = List.of();
  }

  /** Shows a block again in place of the one before; elsewhere only its lines that changed. */
  void show(List<String> lines) {
    if (inPlace && drawn > 0) {
      out.print("\u001B[" + drawn + "A\r" + CLEAR_TO_END);
    }
    for (int i = 0; i < lines.size(); i++) {
      if (inPlace || last.size() <= i || !last.get(i).equals(lines.get(i))) {
        out.println(lines.get(i));
      }
    }
    out.flush();
    drawn = lines.size();
    last = lines;
  }

  boolean isInPlace() {
    return inPlace;
  }

  String good(String text) {
    return colour(text, 32);
  }

  String bad(String text) {
    return colour(text, 31);
  }

  private String colour(String text, int code) {
    return coloured ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
  }
}
