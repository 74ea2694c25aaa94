package dev.errand.worker.page;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The columns of {@code report.csv}. They are the fields of a record in the records API. */
public final class Columns {

  static final int ID = 0;
  static final int CLIENT_ID = 1;
  static final int BOOKED_AT = 2;
  static final int AMOUNT = 3;
  static final int CURRENCY = 4;
  static final int STATUS = 5;
  static final int COUNTERPARTY = 6;
  static final int DESCRIPTION = 7;

  /** The names of the columns, in order. */
  public static final List<String> NAMES =
      List.of(
          "id",
          "client_id",
          "booked_at",
          "amount",
          "currency",
          "status",
          "counterparty",
          "description");

  private Columns() {}

  /** The first row of the CSV. */
  public static byte[] header() {
    return (String.join(",", NAMES) + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Whether a spreadsheet could interpret a text that begins with this character as a formula. Such
   * a text is written with a leading apostrophe.
   *
   * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, CSV Injection</a>
   */
  public static boolean beginsFormula(int first) {
    return first == '='
        || first == '+'
        || first == '-'
        || first == '@'
        || first == '\t'
        || first == '\r'
        || first == '\n';
  }
}
