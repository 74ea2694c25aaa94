package dev.errand.worker.artifact;

import java.io.IOException;
import java.io.Writer;

/** Text in the cells of a workbook (ST_Xstring, ECMA-376 part 1, section 22.9.2.19). */
final class XmlText {

  private XmlText() {}

  static void write(String text, Writer xml) throws IOException {
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      String escape = escape(text, i);
      if (escape != null) {
        xml.write(text, run, i - run);
        xml.write(escape);
        run = i + 1;
      }
    }
    xml.write(text, run, text.length() - run);
  }

  private static String escape(String text, int at) {
    char c = text.charAt(at);
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '\t', '\n' -> null;
      case '\uFFFE', '\uFFFF' -> "\uFFFD";
      case '_' -> looksEscaped(text, at) ? "_x005F_" : null;
      default -> c < ' ' ? "_x%04X_".formatted((int) c) : null;
    };
  }

  /** What reads {@code _x0041_} would be taken for an escaped character. */
  private static boolean looksEscaped(String text, int at) {
    return text.startsWith("x", at + 1)
        && at + 6 < text.length()
        && text.charAt(at + 6) == '_'
        && text.substring(at + 2, at + 6).chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }
}
