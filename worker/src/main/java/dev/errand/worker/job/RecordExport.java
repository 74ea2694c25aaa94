package dev.errand.worker.job;

import dev.errand.worker.page.Bytes;
import dev.errand.worker.records.BufferPool;
import dev.errand.worker.records.Page;
import dev.errand.worker.records.PageClient;
import dev.errand.worker.records.PagePrefetcher;
import dev.errand.worker.records.PositionedPage;
import dev.errand.worker.records.ReadPosition;
import dev.errand.worker.records.RecordSource;
import dev.errand.worker.records.Window;
import dev.errand.worker.records.Windows;
import dev.errand.worker.store.ObjectWriter;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes all records to the CSV and adds them to the report, page by page, from any read position.
 */
final class RecordExport {

  private static final int PAGES_IN_WINDOW = 4;

  private final PageClient client;
  private final BufferPool buffers;
  private final ObjectWriter csv;
  private final ReportDraft draft;
  private final Windows windows;
  private ReadPosition position;

  private RecordExport(
      PageClient client,
      BufferPool buffers,
      ObjectWriter csv,
      ReportDraft draft,
      Windows windows,
      ReadPosition position) {
    this.client = client;
    this.buffers = buffers;
    this.csv = csv;
    this.draft = draft;
    this.windows = windows;
    this.position = position;
  }

  /**
   * Starts an export. If pages state the number of records, the first page of all records gives it.
   * If one window contains all records, this page is its first page.
   */
  static RecordExport begin(PageClient client, ObjectWriter csv, ReportDefinition definition)
      throws IOException, InterruptedException {
    RecordSource source = definition.source();
    BufferPool buffers = new BufferPool();
    Optional<Page> first = Optional.empty();
    Window all = source.all();
    if (source.statesTotal()) {
      Bytes body = buffers.acquireBody();
      first = Optional.of(client.get(all, ReadPosition.START, body, buffers.acquireCsv()));
      buffers.releaseBody(body);
    }
    Windows windows =
        source.windows(
            first.map(Page::total).orElse(OptionalLong.empty()),
            PAGES_IN_WINDOW * client.pageSize(),
            client.connections());
    RecordExport export =
        new RecordExport(client, buffers, csv, definition.begin(), windows, ReadPosition.START);
    byte[] header = definition.csvHeader();
    csv.write(header, 0, header.length);
    if (first.isPresent()) {
      if (windows.count() == 1) {
        export.write(first.get(), ReadPosition.START.after(first.get(), all));
      }
      buffers.releaseCsv(first.get().csv());
    }
    return export;
  }

  static RecordExport resume(
      PageClient client, ObjectWriter csv, ReportDefinition definition, Checkpoint from) {
    return new RecordExport(
        client,
        new BufferPool(),
        csv,
        definition.resume(from.report()),
        definition.source().windows(from.windows()),
        from.position());
  }

  /**
   * Exports the remaining records. Calls {@code afterPage} after each page and {@code stopCheck}
   * repeatedly; both can throw to end the export.
   */
  void run(AfterPage afterPage, Runnable stopCheck) throws IOException, InterruptedException {
    try (PagePrefetcher reader =
        new PagePrefetcher(client, buffers, windows, position, stopCheck)) {
      for (Optional<PositionedPage> page = reader.next(); page.isPresent(); page = reader.next()) {
        write(page.get().page(), page.get().next());
        reader.recycle(page.get());
        afterPage.accept(draft.rows());
        stopCheck.run();
      }
    }
  }

  Checkpoint checkpoint() throws IOException {
    return new Checkpoint(windows.json(), position, draft.json(), csv.key(), csv.state());
  }

  ReportDraft draft() {
    return draft;
  }

  OptionalLong expected() {
    return windows.total();
  }

  private void write(Page page, ReadPosition next) throws IOException {
    csv.write(page.csv().array(), 0, page.csv().length());
    draft.add(page.tally(), page.csv().array());
    position = next;
  }

  /** Receives the number of records in the report after each page. */
  interface AfterPage {
    void accept(long rows) throws IOException;
  }
}
