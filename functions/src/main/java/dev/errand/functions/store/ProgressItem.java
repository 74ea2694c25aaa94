package dev.errand.functions.store;

import dev.errand.core.FailureCode;
import dev.errand.functions.report.Failure;
import dev.errand.functions.report.NextTry;
import dev.errand.functions.report.Progress;
import java.util.Optional;

/** Reads the progress item, which the worker writes. */
final class ProgressItem {

  private ProgressItem() {}

  static Progress read(Item item) {
    return new Progress(
        (int) item.number("attempt"),
        item.text("stage"),
        item.number("records"),
        item.optionalNumber("total"),
        item.optionalNumber("records_per_second"),
        item.time("updated_at"),
        item.map("waiting").map(ProgressItem::nextTry),
        item.map("retries").map(RetriesItem::read),
        item.map("failure").flatMap(ProgressItem::failure));
  }

  private static NextTry nextTry(Item waiting) {
    return new NextTry(
        (int) waiting.number("try"),
        (int) waiting.number("of"),
        waiting.time("next_try_at"),
        waiting.text("reason"));
  }

  /** A newer worker can write codes that this version does not have. */
  private static Optional<Failure> failure(Item failure) {
    return FailureCode.ofWord(failure.optionalText("code").orElse(""))
        .map(code -> new Failure(code, failure.optionalText("detail").orElse(code.title())));
  }
}
