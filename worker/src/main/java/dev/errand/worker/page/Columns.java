package dev.errand.worker.page;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The columns of {@code report.csv}; they are the fields of a record in the records API. */
public final class Columns {

  static final int ID = 0;
  static final int CLIENT_ID = 1;
  static final int BOOKED_AT = 2;
  static final int AMOUNT = 3;
  static final int CURRENCY = 4;
  static final int STATUS = 5;
  static final int COUNTERPARTY = 6;
  static final int DESCRIPTION = 7;

  /** Their names, in order. */
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
   * Tells whether a text that begins with this character could be taken for a formula by a
   * spreadsheet. Such a text gets an apostrophe in front of it, as OWASP's page on CSV injection
   * advises.
   */
  static boolean beginsFormula(int first) {
    return first == '='
        || first == '+'
        || first == '-'
        || first == '@'
        || first == '\t'
        || first == '\r'
        || first == '\n';
  }
}
