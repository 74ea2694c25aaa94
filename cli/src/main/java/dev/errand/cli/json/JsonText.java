package dev.errand.cli.json;

import java.util.List;
import java.util.Map;

/** Writes values as JSON (RFC 8259). Gson's writer would compile regular expressions first. */
final class JsonText {

  private static final String HEXADECIMAL = "0123456789abcdef";

  private final StringBuilder text;
  private final boolean isIndented;
  private String lineBreak = "\n";

  JsonText(StringBuilder text, boolean isIndented) {
    this.text = text;
    this.isIndented = isIndented;
  }

  /**
   * Adds a value.
   *
   * @param value as {@link Json#value()} is
   */
  void add(Object value) {
    if (value instanceof Map<?, ?> fields) {
      begin('{');
      char separator = 0;
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        next(separator);
        add((String) field.getKey());
        text.append(isIndented ? ": " : ":");
        add(field.getValue());
        separator = ',';
      }
      end('}', fields.isEmpty());
    } else if (value instanceof List<?> items) {
      begin('[');
      char separator = 0;
      for (Object item : items) {
        next(separator);
        add(item);
        separator = ',';
      }
      end(']', items.isEmpty());
    } else if (value instanceof String string) {
      add(string);
    } else {
      text.append(value); // a number, a boolean or null
    }
  }

  private void begin(char bracket) {
    text.append(bracket);
    lineBreak += "  ";
  }

  private void next(char separator) {
    if (separator != 0) {
      text.append(separator);
    }
    if (isIndented) {
      text.append(lineBreak);
    }
  }

  private void end(char bracket, boolean isEmpty) {
    lineBreak = lineBreak.substring(0, lineBreak.length() - 2);
    if (!isEmpty) {
      next((char) 0);
    }
    text.append(bracket);
  }

  private void add(String string) {
    text.append('"');
    int done = 0;
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        text.append(string, done, i);
        escape(c);
        done = i + 1;
      }
    }
    text.append(string, done, string.length()).append('"');
  }

  private void escape(char c) {
    switch (c) {
      case '"', '\\' -> text.append('\\').append(c);
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default ->
          text.append("\\u00")
              .append(HEXADECIMAL.charAt(c >> 4))
              .append(HEXADECIMAL.charAt(c & 15));
    }
  }
}
