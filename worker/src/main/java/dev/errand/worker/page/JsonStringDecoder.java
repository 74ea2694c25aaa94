package dev.errand.worker.page;

import java.nio.charset.StandardCharsets;

/** Decodes a JSON string with escapes (RFC 8259, section 7). */
final class JsonStringDecoder {

  private final Bytes text = new Bytes(256);

  /**
   * Decodes the string that begins at {@code from}. Returns the offset after its closing quotation
   * mark.
   */
  int decode(byte[] in, int from) {
    text.truncate(0);
    int at = from;
    while (in[at] != '"') {
      int run = at;
      while (in[at] != '"' && in[at] != '\\') {
        JsonSyntax.require(in[at] < 0 || in[at] >= ' ');
        at++;
      }
      text.append(in, run, at);
      if (in[at] == '\\') {
        at = in[at + 1] == 'u' ? codePoint(in, at) : simple(in, at);
      }
    }
    return at + 1;
  }

  Bytes text() {
    return text;
  }

  private int simple(byte[] in, int at) {
    int decoded =
        switch (in[at + 1]) {
          case '"' -> '"';
          case '\\' -> '\\';
          case '/' -> '/';
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> -1;
        };
    JsonSyntax.require(decoded >= 0);
    text.append(new byte[] {(byte) decoded});
    return at + 2;
  }

  private int codePoint(byte[] in, int at) {
    char unit = unit(in, at);
    String decoded = String.valueOf(unit);
    int next = at + 6;
    if (Character.isSurrogate(unit)) {
      JsonSyntax.require(
          Character.isHighSurrogate(unit) && in[next] == '\\' && in[next + 1] == 'u');
      char low = unit(in, next);
      JsonSyntax.require(Character.isLowSurrogate(low));
      decoded += low;
      next += 6;
    }
    text.append(decoded.getBytes(StandardCharsets.UTF_8));
    return next;
  }

  private static char unit(byte[] in, int at) {
    int unit = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = Character.digit(in[i] & 0xFF, 16);
      JsonSyntax.require(digit >= 0);
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }
}
