package dev.errand.local.records;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The records of one client from 2020 to 2022, the same ones every time, in the order of {@code
 * booked_at}. Some have the same instant; some texts contain what CSV files, spreadsheets and pages
 * must escape.
 */
final class SampleRecords implements Iterator<SampleRecord> {

  /** Raised with every change of the records. */
  static final int VERSION = 1;

  private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2023-01-01T00:00:00Z");
  private static final int INSTANTS_SHARED_PERCENT = 3;

  private static final WeightedValues<String> STATUSES =
      new WeightedValues<String>()
          .add(62, "settled")
          .add(22, "pending")
          .add(9, "cancelled")
          .add(4, "rejected")
          .add(3, "reversed");

  private record Money(String currency, int decimals) {}

  private static final WeightedValues<Money> CURRENCIES =
      new WeightedValues<Money>()
          .add(45, new Money("EUR", 2))
          .add(24, new Money("USD", 2))
          .add(14, new Money("GBP", 2))
          .add(7, new Money("CHF", 2))
          .add(6, new Money("JPY", 0))
          .add(4, new Money("KWD", 3));

  private static final List<String> COUNTERPARTIES =
      List.of(
          "Nordwind Logistik GmbH",
          "Müller & Söhne KG",
          "Smith, Jones \"& Partners\" LLP",
          "O'Brien's Bakery",
          "Société d'Épicerie du Marché",
          "株式会社山田商店",
          "شركة الخليج للتجارة",
          "Žluťoučký kůň s.r.o.",
          "Smørrebrød & Co A/S",
          "=Equal Ventures Ltd",
          "+Plus Handels AG",
          "-Minus Consulting",
          "@Home Services",
          "<b>Bold</b> & Sons",
          "Globe Travel 🌍",
          "Hausverwaltung Meier; Nachf.");

  private static final List<String> DESCRIPTIONS =
      List.of(
          "Invoice %d",
          "Invoice %d, second reminder",
          "Order %d: \"express\" delivery, insured",
          "Subscription %d",
          "Rückerstattung %d",
          "Refund for order %d",
          "=SUM(A1:A%d)",
          "+%d bonus points",
          "-%d loyalty discount",
          "@ticket %d",
          "請求書 %d",
          "Delivery note %d\nsee page 2",
          "Split\tpayment %d",
          "Caf\u00e9 r\u00e9ception %d — 20 %% off",
          "C:\\invoices\\%d.pdf");

  private final SampleClient client;
  private final int count;
  private final SplittableRandom random;
  private final double secondsBetween;
  private int made;
  private Instant bookedAt = FIRST;

  SampleRecords(SampleClient client, int count) {
    this.client = client;
    this.count = count;
    this.random = new SplittableRandom(client.id().getMostSignificantBits() ^ VERSION);
    this.secondsBetween = (double) Duration.between(FIRST, END).toSeconds() / Math.max(1, count);
  }

  @Override
  public boolean hasNext() {
    return made < count;
  }

  @Override
  public SampleRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (random.nextInt(100) >= INSTANTS_SHARED_PERCENT) {
      bookedAt = FIRST.plusSeconds((long) ((made + random.nextDouble()) * secondsBetween));
    }
    made++;
    Money money = CURRENCIES.draw(random);
    return new SampleRecord(
        new UUID(random.nextLong(), random.nextLong()),
        client.id(),
        bookedAt,
        BigDecimal.valueOf(minorUnits(), money.decimals()),
        money.currency(),
        STATUSES.draw(random),
        COUNTERPARTIES.get(random.nextInt(COUNTERPARTIES.size())),
        DESCRIPTIONS.get(random.nextInt(DESCRIPTIONS.size())).formatted(random.nextInt(1_000_000)));
  }

  /** Many small amounts, few large ones, one in seven negative. */
  private long minorUnits() {
    long units = 1 + random.nextLong(1L << (8 + random.nextInt(16)));
    return random.nextInt(7) == 0 ? -units : units;
  }
}
