package dev.errand.worker.artifact;

/** Builds HTML. Inserted text is escaped, so that a record cannot add markup. */
final class Html {

  private final StringBuilder markup = new StringBuilder(16 << 10);

  /** Adds markup. Each {@code {}} is replaced by one of the texts, escaped. */
  Html add(String template, Object... texts) {
    int from = 0;
    for (Object text : texts) {
      int gap = template.indexOf("{}", from);
      markup.append(template, from, gap).append(escaped(String.valueOf(text)));
      from = gap + 2;
    }
    markup.append(template, from, template.length()).append('\n');
    return this;
  }

  /** Adds the markup of another builder. */
  Html add(Html other) {
    markup.append(other.markup);
    return this;
  }

  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default ->
                    escaped.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE
                            ? ' '
                            : c);
              }
            });
    return escaped.toString();
  }

  @Override
  public String toString() {
    return markup.toString();
  }
}
