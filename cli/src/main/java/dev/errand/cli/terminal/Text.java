package dev.errand.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Makes untrusted text safe for a terminal, and cuts it to a width. */
public final class Text {

  private static final int FIRST_OF_ANOTHER_WIDTH = 0x300;

  private Text() {}

  /** Without line breaks and control characters, which could change what a terminal shows. */
  public static String plain(String text) {
    StringBuilder plain = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isControl(c)) {
        if (plain == null) {
          plain = new StringBuilder(text);
        }
        plain.setCharAt(i, ' ');
      }
    }
    return plain == null ? text : plain.toString();
  }

  /** C0 and C1 controls, line separators, and marks that turn the direction of writing. */
  private static boolean isControl(char c) {
    return c < ' '
        || (c >= 0x7f && c < 0xa0)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  /** The width of a text in columns. */
  public static int width(String text) {
    int width = plainLength(text);
    for (int i = width; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      width += width(text.codePointAt(i));
    }
    return width;
  }

  /** The number of characters before the first whose width may not be one column. */
  private static int plainLength(String text) {
    int length = 0;
    while (length < text.length() && text.charAt(length) < FIRST_OF_ANOTHER_WIDTH) {
      length++;
    }
    return length;
  }

  private static int width(int c) {
    if (c < FIRST_OF_ANOTHER_WIDTH) {
      return 1;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    return isWide(c) ? 2 : 1;
  }

  /** Hangul, CJK, full-width forms and emoji. */
  private static boolean isWide(int c) {
    return (c >= 0x1100 && c <= 0x115f)
        || (c >= 0x2e80 && c <= 0xa4cf)
        || (c >= 0xac00 && c <= 0xd7a3)
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0xfe30 && c <= 0xfe6f)
        || (c >= 0xff00 && c <= 0xff60)
        || (c >= 0xffe0 && c <= 0xffe6)
        || (c >= 0x1f300 && c <= 0x1faff)
        || (c >= 0x20000 && c <= 0x3fffd);
  }

  /** Cuts a text to a maximum width; the last column shows that it was cut. */
  public static String crop(String text, int columns) {
    if (2 * text.length() <= columns) {
      return text;
    }
    if (width(text) <= columns) {
      return text;
    }
    StringBuilder cropped = new StringBuilder();
    int left = columns - 1;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      left -= width(c);
      if (left < 0) {
        break;
      }
      cropped.appendCodePoint(c);
    }
    return columns < 1 ? "" : cropped.append('…').toString();
  }

  /**
   * Wraps a text into lines of a maximum width, between words, or within a word that is longer than
   * a line.
   *
   * @param columns at least 2
   */
  public static List<String> wrap(String text, int columns) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (width(rest) > columns) {
      int end = fitting(rest, columns);
      int space = rest.lastIndexOf(' ', end);
      int cut = space > 0 ? space : end;
      lines.add(rest.substring(0, cut).stripTrailing());
      rest = rest.substring(cut).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  /** The number of characters that fit. */
  private static int fitting(String text, int columns) {
    int left = columns;
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      left -= width(c);
      if (left < 0) {
        return i;
      }
      i += Character.charCount(c);
    }
    return i;
  }

  /** Adds spaces after a text, up to a width. */
  public static String pad(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - width(text)));
  }

  /** Adds spaces before a text, up to a width. */
  static String padLeft(String text, int columns) {
    return " ".repeat(Math.max(0, columns - width(text))) + text;
  }
}
