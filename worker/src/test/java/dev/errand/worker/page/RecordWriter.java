package dev.errand.worker.page;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks the records of a page and writes their rows. */
final class RecordWriter {

  static final List<String> NAMES =
      List.of(
          "id",
          "client_id",
          "booked_at",
          "amount",
          "currency",
          "status",
          "counterparty",
          "description");

  private static final int ID = 0;
  private static final int CLIENT_ID = 1;
  private static final int BOOKED_AT = 2;
  private static final int AMOUNT = 3;
  private static final int CURRENCY = 4;
  private static final int STATUS = 5;
  private static final int COUNTERPARTY = 6;
  private static final int DESCRIPTION = 7;

  /** What the totals have of a record; the month as {@code 2021-03}. */
  record Entry(String currency, String status, String month, BigDecimal amount) {}

  private static final Pattern AMOUNT_FORM =
      Pattern.compile("[+-]?[0-9]{1,38}(\\.[0-9]{1,18})?([eE][+-]?[0-9]{1,2})?");
  private static final Pattern PLAIN_AMOUNT = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final Pattern CURRENCY_FORM = Pattern.compile("[A-Z]{3}");
  private static final Pattern STATUS_FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,49}");
  private static final Pattern TIME_FORM =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
              + "(Z|[+-][0-9]{2}:[0-9]{2})");
  private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

  private final StringWriter row = new StringWriter(256);
  private final CsvWriter writer =
      CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).bufferSize(0).build(row);
  private final List<Entry> entries = new ArrayList<>();
  private final RecordsQuery query;
  private final String clientId;
  private SortKey last;

  RecordWriter(RecordsQuery query, SortKey after) {
    this.query = query;
    this.clientId = query.clientId().toString();
    this.last = after;
  }

  GeneralPageParser.GeneralPage page(Optional<String> nextCursor, long total) {
    return new GeneralPageParser.GeneralPage(row.toString(), last, nextCursor, total, entries);
  }

  /** Adds a record. {@code fields} contains a value for each column, or null. */
  void write(String[] fields) throws InvalidPageException {
    for (int column = ID; column <= STATUS; column++) {
      require(fields[column] != null, column, "is missing");
    }
    String id = clean(fields[ID]);
    require(!id.isEmpty(), ID, "is empty");
    require(clientId.equalsIgnoreCase(fields[CLIENT_ID]), CLIENT_ID, "belongs to another client");
    require(CURRENCY_FORM.matcher(fields[CURRENCY]).matches(), CURRENCY, "is not a currency code");
    require(STATUS_FORM.matcher(fields[STATUS]).matches(), STATUS, "is not a valid status");
    require(
        query.status().isEmpty() || query.status().get().equals(fields[STATUS]),
        STATUS,
        "is not the requested status");
    LocalDateTime time = time(fields[BOOKED_AT]);
    follow(time, id);
    require(AMOUNT_FORM.matcher(fields[AMOUNT]).matches(), AMOUNT, "is not a decimal number");
    BigDecimal amount = decimal(fields[AMOUNT]);
    writer.writeRecord(
        guarded(id),
        clientId,
        fields[BOOKED_AT].endsWith("Z")
            ? fields[BOOKED_AT]
            : time.toInstant(ZoneOffset.UTC).toString(),
        PLAIN_AMOUNT.matcher(fields[AMOUNT]).matches() ? fields[AMOUNT] : amount.toPlainString(),
        fields[CURRENCY],
        fields[STATUS],
        guarded(clean(fields[COUNTERPARTY])),
        guarded(clean(fields[DESCRIPTION])));
    entries.add(
        new Entry(fields[CURRENCY], fields[STATUS], YearMonth.from(time).toString(), amount));
  }

  private LocalDateTime time(String text) throws InvalidPageException {
    LocalDateTime time;
    try {
      require(TIME_FORM.matcher(text).matches(), BOOKED_AT, "is not a time (RFC 3339)");
      time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    } catch (DateTimeException e) {
      throw new InvalidPageException("booked_at of a record is not a time (RFC 3339)", e);
    }
    LocalDate day = time.toLocalDate();
    require(
        !day.isBefore(query.firstDay()) && !day.isAfter(query.lastDay()),
        BOOKED_AT,
        "is outside the requested days");
    return time;
  }

  private void follow(LocalDateTime at, String id) throws InvalidPageException {
    long time =
        TimeText.number(
            at.getYear(),
            at.getMonthValue(),
            at.getDayOfMonth(),
            at.getHour(),
            at.getMinute(),
            at.getSecond());
    SortKey position = new SortKey(time, at.getNano(), id);
    if (position.compareTo(last) <= 0) {
      throw new InvalidPageException("the records are not sorted by booked_at and id");
    }
    last = position;
  }

  private static BigDecimal decimal(String text) {
    BigDecimal amount = new BigDecimal(text);
    return amount.scale() < 0 ? amount.setScale(0) : amount;
  }

  /** Replaces lone surrogates, which JSON can escape but UTF-8 cannot encode. */
  private static String clean(String text) {
    if (text == null) {
      return "";
    }
    return LONE_SURROGATE.matcher(text).replaceAll("\uFFFD");
  }

  private static String guarded(String text) {
    return !text.isEmpty() && Formulas.mayBegin(text.charAt(0)) ? "'" + text : text;
  }

  private static void require(boolean holds, int column, String otherwise)
      throws InvalidPageException {
    if (!holds) {
      throw new InvalidPageException("%s of a record %s".formatted(NAMES.get(column), otherwise));
    }
  }
}
