package dev.errand.states.jsonpath;

/** The backslash in a quoted text; it escapes a quote, a brace or another backslash. */
final class Escapes {

  private Escapes() {}

  static String undo(String raw) {
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) == '\\' && i + 1 < raw.length()) {
        i++;
      }
      text.append(raw.charAt(i));
    }
    return text.toString();
  }
}
