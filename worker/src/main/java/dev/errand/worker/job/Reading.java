package dev.errand.worker.job;

import dev.errand.core.FailureCode;
import dev.errand.core.Filter;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.page.Bytes;
import dev.errand.worker.page.Columns;
import dev.errand.worker.page.Page;
import dev.errand.worker.page.PageRules;
import dev.errand.worker.page.Position;
import dev.errand.worker.records.Ahead;
import dev.errand.worker.records.Buffers;
import dev.errand.worker.records.Pages;
import dev.errand.worker.records.Place;
import dev.errand.worker.records.RecordReader;
import dev.errand.worker.records.WindowPlan;
import dev.errand.worker.store.ObjectWriter;
import dev.errand.worker.tally.Totals;
import java.io.IOException;
import java.util.Optional;

/** Reads records into the CSV and the totals, page by page, from any place to the end. */
final class Reading {

  private static final int PAGES_IN_WINDOW = 4;

  private final Pages pages;
  private final Buffers buffers;
  private final ObjectWriter csv;
  private final Totals totals;
  private final WindowPlan plan;
  private Place place;

  private Reading(
      Pages pages, Buffers buffers, ObjectWriter csv, Totals totals, WindowPlan plan, Place place) {
    this.pages = pages;
    this.buffers = buffers;
    this.csv = csv;
    this.totals = totals;
    this.plan = plan;
    this.place = place;
  }

  /**
   * Begins a report: asks for the first page of all, which tells how many records there are. If
   * they are few, one window holds them, and this page is its first.
   */
  static Reading begin(Pages pages, ObjectWriter csv, Filter filter)
      throws IOException, InterruptedException {
    PageRules all =
        new PageRules(filter.clientId(), filter.status(), filter.startDate(), filter.endDate());
    Buffers buffers = new Buffers();
    Bytes body = buffers.takeBody();
    Page first =
        pages.get(pages.parser(all), Optional.empty(), Position.START, body, buffers.takeCsv());
    buffers.giveBody(body);
    WindowPlan plan =
        WindowPlan.of(
            filter, first.total(), PAGES_IN_WINDOW * pages.pageSize(), pages.connections());
    Reading reading = new Reading(pages, buffers, csv, new Totals(), plan, Place.START);
    csv.write(Columns.header());
    if (plan.count() == 1) {
      reading.write(first, Place.START.after(first, all));
    }
    buffers.giveCsv(first.csv());
    return reading;
  }

  static Reading resume(Pages pages, ObjectWriter csv, Checkpoint from) {
    return new Reading(pages, new Buffers(), csv, from.totals(), from.plan(), from.place());
  }

  /** Reads to the end; calls back after each page, and while it waits for one. */
  void run(AfterPage afterPage, Runnable stopCheck) throws IOException, InterruptedException {
    try (RecordReader reader = new RecordReader(pages, buffers, plan, place, stopCheck)) {
      for (Optional<Ahead> page = reader.next(); page.isPresent(); page = reader.next()) {
        write(page.get().page(), page.get().next());
        reader.recycle(page.get());
        afterPage.accept(totals.rows());
        stopCheck.run();
      }
    }
  }

  Checkpoint checkpoint() throws IOException {
    return new Checkpoint(plan, place, totals, csv.key(), csv.state());
  }

  Totals totals() {
    return totals;
  }

  long expected() {
    return plan.total();
  }

  private void write(Page page, Place next) throws IOException {
    csv.write(page.csv().array(), 0, page.csv().length());
    totals.add(page.tally(), page.csv().array());
    if (totals.groups() > Totals.MAX_GROUPS) {
      throw new WorkerFailure(
          FailureCode.RECORDS_INCONSISTENT,
          "The records have more than %d pairs of a currency with a status or a month. Ask for fewer days, or for one status."
              .formatted(Totals.MAX_GROUPS));
    }
    place = next;
  }

  /** Told how many records are in the report. */
  interface AfterPage {
    void accept(long rows) throws IOException;
  }
}
