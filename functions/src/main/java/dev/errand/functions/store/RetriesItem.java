package dev.errand.functions.store;

import dev.errand.functions.report.Retries;

/** The retries of a task, as a map in the worker's item and in a transition. */
final class RetriesItem {

  private RetriesItem() {}

  static Item write(Retries retries) {
    return Item.empty()
        .number("failed_tries", retries.failedTries())
        .text("last_reason", retries.lastReason());
  }

  static Retries read(Item item) {
    return new Retries((int) item.number("failed_tries"), item.text("last_reason"));
  }
}
