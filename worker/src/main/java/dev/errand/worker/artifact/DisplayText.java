package dev.errand.worker.artifact;

import dev.errand.core.Filter;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;

/** Formats numbers, dates and filters for readers. */
final class DisplayText {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMMM uuuu 'at' HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final String[] THOUSANDS = {"", "k", "M", "bn", "tn"};

  private DisplayText() {}

  static String day(LocalDate day) {
    return DAY.format(day);
  }

  static String month(YearMonth month) {
    return MONTH.format(month);
  }

  static String minute(Instant time) {
    return MINUTE.format(time);
  }

  static String count(long count) {
    return format(0).format(count);
  }

  static String records(long count) {
    return count == 1 ? "1 record" : count(count) + " records";
  }

  /** Formats an amount with all of its decimal places, and at least those of its currency. */
  static String amount(BigDecimal amount, String currency) {
    return format(Math.max(amount.scale(), decimals(currency))).format(amount);
  }

  /**
   * Formats a number for an axis, for example {@code 2.5M}, or {@code 2E15} above the largest unit.
   */
  static String axis(double value) {
    if (Math.abs(value) >= 1e15) {
      return new DecimalFormat("0.##E0", DecimalFormatSymbols.getInstance(Locale.ROOT))
          .format(value);
    }
    double left = value;
    int thousands = 0;
    while (Math.abs(left) >= 1000 && thousands < THOUSANDS.length - 1) {
      left /= 1000;
      thousands++;
    }
    DecimalFormat format = new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT));
    return format.format(left) + THOUSANDS[thousands];
  }

  static String filter(Filter filter) {
    String which =
        filter
            .status()
            .map(status -> "Records with status “%s”".formatted(status))
            .orElse("All records");
    return filter.startDate().equals(filter.endDate())
        ? "%s of client %s on %s (UTC)."
            .formatted(which, filter.clientId(), day(filter.startDate()))
        : "%s of client %s from %s to %s, both days included (UTC)."
            .formatted(which, filter.clientId(), day(filter.startDate()), day(filter.endDate()));
  }

  private static int decimals(String currency) {
    try {
      return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException unknown) {
      return 0;
    }
  }

  private static DecimalFormat format(int decimals) {
    DecimalFormat format =
        new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    return format;
  }
}
