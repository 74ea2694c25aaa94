package dev.errand.worker.job;

import dev.errand.worker.tally.Amounts;
import java.math.BigDecimal;
import java.util.List;

/** Amounts as JSON: their number, sum, lowest and highest. */
final class AmountsJson {

  private AmountsJson() {}

  static List<Object> write(Amounts amounts) {
    return List.of(
        amounts.count(),
        amounts.sum().toString(),
        amounts.min().toString(),
        amounts.max().toString());
  }

  static Amounts read(Object json) {
    List<?> amounts = (List<?>) json;
    return new Amounts(
        ((Number) amounts.get(0)).longValue(),
        new BigDecimal((String) amounts.get(1)),
        new BigDecimal((String) amounts.get(2)),
        new BigDecimal((String) amounts.get(3)));
  }
}
