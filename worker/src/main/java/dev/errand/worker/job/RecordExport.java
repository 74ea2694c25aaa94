package dev.errand.worker.job;

import dev.errand.core.FailureCode;
import dev.errand.core.Filter;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.page.Bytes;
import dev.errand.worker.page.Columns;
import dev.errand.worker.page.Page;
import dev.errand.worker.page.RecordsQuery;
import dev.errand.worker.page.SortKey;
import dev.errand.worker.records.BufferPool;
import dev.errand.worker.records.FetchedPage;
import dev.errand.worker.records.PageClient;
import dev.errand.worker.records.PagePrefetcher;
import dev.errand.worker.records.ReadPosition;
import dev.errand.worker.records.WindowPlan;
import dev.errand.worker.store.ObjectWriter;
import dev.errand.worker.tally.Totals;
import java.io.IOException;
import java.util.Optional;

/**
 * Writes all records to the CSV and adds them to the totals, page by page, from any read position.
 */
final class RecordExport {

  private static final int PAGES_IN_WINDOW = 4;

  private final PageClient client;
  private final BufferPool buffers;
  private final ObjectWriter csv;
  private final Totals totals;
  private final WindowPlan plan;
  private ReadPosition position;

  private RecordExport(
      PageClient client,
      BufferPool buffers,
      ObjectWriter csv,
      Totals totals,
      WindowPlan plan,
      ReadPosition position) {
    this.client = client;
    this.buffers = buffers;
    this.csv = csv;
    this.totals = totals;
    this.plan = plan;
    this.position = position;
  }

  /**
   * Starts an export. The first page of all records gives their number. If one window contains all
   * records, this page is its first page.
   */
  static RecordExport begin(PageClient client, ObjectWriter csv, Filter filter)
      throws IOException, InterruptedException {
    RecordsQuery all =
        new RecordsQuery(filter.clientId(), filter.status(), filter.startDate(), filter.endDate());
    BufferPool buffers = new BufferPool();
    Bytes body = buffers.acquireBody();
    Page first =
        client.get(client.parser(all), Optional.empty(), SortKey.START, body, buffers.acquireCsv());
    buffers.releaseBody(body);
    WindowPlan plan =
        WindowPlan.of(
            filter, first.total(), PAGES_IN_WINDOW * client.pageSize(), client.connections());
    RecordExport export =
        new RecordExport(client, buffers, csv, new Totals(), plan, ReadPosition.START);
    csv.write(Columns.header());
    if (plan.count() == 1) {
      export.write(first, ReadPosition.START.after(first, all));
    }
    buffers.releaseCsv(first.csv());
    return export;
  }

  static RecordExport resume(PageClient client, ObjectWriter csv, Checkpoint from) {
    return new RecordExport(
        client, new BufferPool(), csv, from.totals(), from.plan(), from.position());
  }

  /**
   * Exports the remaining records. Calls {@code afterPage} after each page and {@code stopCheck}
   * repeatedly; both can throw to end the export.
   */
  void run(AfterPage afterPage, Runnable stopCheck) throws IOException, InterruptedException {
    try (PagePrefetcher reader = new PagePrefetcher(client, buffers, plan, position, stopCheck)) {
      for (Optional<FetchedPage> page = reader.next(); page.isPresent(); page = reader.next()) {
        write(page.get().page(), page.get().next());
        reader.recycle(page.get());
        afterPage.accept(totals.rows());
        stopCheck.run();
      }
    }
  }

  Checkpoint checkpoint() throws IOException {
    return new Checkpoint(plan, position, totals, csv.key(), csv.state());
  }

  Totals totals() {
    return totals;
  }

  long expected() {
    return plan.total();
  }

  private void write(Page page, ReadPosition next) throws IOException {
    csv.write(page.csv().array(), 0, page.csv().length());
    totals.add(page.tally(), page.csv().array());
    if (totals.groups() > Totals.MAX_GROUPS) {
      throw new WorkerFailure(
          FailureCode.RECORDS_INCONSISTENT,
          "The records have more than %d pairs of a currency with a status or a month. Request fewer days, or one status."
              .formatted(Totals.MAX_GROUPS));
    }
    position = next;
  }

  /** Receives the number of records in the report after each page. */
  interface AfterPage {
    void accept(long rows) throws IOException;
  }
}
