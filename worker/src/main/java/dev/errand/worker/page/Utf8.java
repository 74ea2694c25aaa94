package dev.errand.worker.page;

/** Validates UTF-8 by the table of well-formed sequences in RFC 3629, section 4. */
final class Utf8 {

  private Utf8() {}

  static boolean isValid(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      int lead = bytes[i++] & 0xFF;
      if (lead >= 0x80) {
        int more = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
        if (more == 0 || to - i < more || !mayFollow(lead, bytes[i] & 0xFF)) {
          return false;
        }
        for (int last = i + more; ++i < last; ) {
          if ((bytes[i] & 0xC0) != 0x80) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** Excludes overlong forms, surrogates and code points above U+10FFFF. */
  private static boolean mayFollow(int lead, int second) {
    int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    return second >= lowest && second <= highest;
  }
}
