package dev.errand.worker.page;

/**
 * Texts whose bytes in JSON and in the CSV are the same: ASCII without control characters,
 * quotation marks, backslashes and separators, and with no first character that the CSV guards.
 */
final class PlainText {

  private static final long QUOTES = Words.of('"');
  private static final long BACKSLASHES = Words.of('\\');

  private final long separators;

  PlainText(char separator) {
    separators = Words.of(separator);
  }

  /**
   * The offset of the quotation mark that ends a text; 0 if the text is not plain, or is empty.
   *
   * @param in with at least eight bytes after the text
   */
  int end(byte[] in, int from) {
    int at = from - Words.SIZE;
    long stops;
    do {
      at += Words.SIZE;
      stops = stops(Words.at(in, at));
    } while (stops == 0);
    at += Words.before(stops);
    return in[at] == '"' && at > from && !CsvWriter.mayNeedEscape(in[from]) ? at : 0;
  }

  private long stops(long word) {
    return (Words.equal(word, QUOTES)
            | Words.equal(word, BACKSLASHES)
            | Words.equal(word, separators)
            | Words.controls(word)
            | word)
        & Words.MARKS;
  }
}
