package dev.errand.worker.artifact;

import dev.errand.worker.page.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * Escapes text in cells of a workbook (ST_Xstring, ECMA-376 part 1, section 22.9.2.19), in UTF-8.
 */
final class XmlText {

  /** The maximum length of the escape of one byte. */
  private static final int MAX_ESCAPE_BYTES = 7;

  /** The bytes that may need an escape. */
  private static final boolean[] SPECIAL = new boolean[256];

  private static final byte[] AMPERSAND = ascii("&amp;");
  private static final byte[] LESS = ascii("&lt;");
  private static final byte[] GREATER = ascii("&gt;");
  private static final byte[] UNDERLINE = ascii("_x005F_");
  private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

  static {
    for (int b = 0; b < ' '; b++) {
      SPECIAL[b] = b != '\t' && b != '\n';
    }
    SPECIAL['&'] = true;
    SPECIAL['<'] = true;
    SPECIAL['>'] = true;
    SPECIAL['_'] = true;
    SPECIAL[0xEF] = true;
  }

  private XmlText() {}

  static void write(byte[] text, int from, int to, Bytes xml) {
    xml.reserve(MAX_ESCAPE_BYTES * (to - from));
    byte[] out = xml.array();
    int at = xml.length();
    for (int i = from; i < to; i++) {
      byte b = text[i];
      if (!SPECIAL[b & 0xFF]) {
        out[at++] = b;
        continue;
      }
      byte[] escape = escape(text, i, to);
      if (escape == null) {
        out[at++] = b;
      } else {
        System.arraycopy(escape, 0, out, at, escape.length);
        at += escape.length;
        i += b == (byte) 0xEF ? 2 : 0;
      }
    }
    xml.advanceTo(at);
  }

  private static byte[] escape(byte[] text, int at, int to) {
    return switch (text[at]) {
      case '&' -> AMPERSAND;
      case '<' -> LESS;
      case '>' -> GREATER;
      case '_' -> looksEscaped(text, at, to) ? UNDERLINE : null;
      case (byte) 0xEF -> isNoCharacter(text, at, to) ? REPLACEMENT : null;
      default -> ascii("_x%04X_".formatted((int) text[at]));
    };
  }

  /** Whether the text looks like an escaped character, for example {@code _x0041_}. */
  private static boolean looksEscaped(byte[] text, int at, int to) {
    if (at + 6 >= to || text[at + 1] != 'x' || text[at + 6] != '_') {
      return false;
    }
    for (int i = at + 2; i < at + 6; i++) {
      if (Character.digit(text[i], 16) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether the character is U+FFFE or U+FFFF, which XML does not allow. */
  private static boolean isNoCharacter(byte[] text, int at, int to) {
    return at + 2 < to && text[at + 1] == (byte) 0xBF && (text[at + 2] & 0xFE) == 0xBE;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
