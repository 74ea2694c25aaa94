package dev.errand.worker.page;

/** Texts that a spreadsheet could take for formulas. */
public final class Formulas {

  private Formulas() {}

  /**
   * Whether a spreadsheet could interpret a text that begins with this character as a formula.
   * {@link CsvWriter} writes such a text with a leading apostrophe.
   *
   * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, CSV Injection</a>
   */
  public static boolean mayBegin(int first) {
    return first == '='
        || first == '+'
        || first == '-'
        || first == '@'
        || first == '\t'
        || first == '\r'
        || first == '\n';
  }
}
