package dev.errand.worker.records;

import dev.errand.core.Filter;
import dev.errand.worker.page.PageParser;
import dev.errand.worker.page.RecordsQuery;
import dev.errand.worker.tally.PageTally;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The records of a filter in the records API (api/records.yaml). */
public final class RecordsSource implements RecordSource<PageTally> {

  private final Filter filter;
  private final URI baseUrl;
  private final int pageSize;
  private final Consumer<String> warn;
  private final AtomicBoolean warnedOfGeneralParser = new AtomicBoolean();

  /**
   * Creates a source.
   *
   * @param baseUrl the URL before {@code /v1/records}
   * @param pageSize the number of records to request for a page
   * @param warn receives a message if pages are not in canonical form
   */
  public RecordsSource(Filter filter, URI baseUrl, int pageSize, Consumer<String> warn) {
    this.filter = filter;
    this.baseUrl = baseUrl;
    this.pageSize = pageSize;
    this.warn = warn;
  }

  @Override
  public Window<PageTally> all() {
    return window(
        new RecordsQuery(filter.clientId(), filter.status(), filter.startDate(), filter.endDate()));
  }

  @Override
  public boolean statesTotal() {
    return true;
  }

  @Override
  public Windows<PageTally> windows(OptionalLong total, int recordsInWindow, int connections) {
    return new Planned(WindowPlan.of(filter, total.orElseThrow(), recordsInWindow, connections));
  }

  @Override
  public Windows<PageTally> windows(Map<?, ?> json) {
    return new Planned(
        new WindowPlan(
            filter,
            SplitJson.read(json, WindowPlan.days(filter)),
            ((Number) json.get("total")).longValue()));
  }

  private Window<PageTally> window(RecordsQuery query) {
    return new RecordsWindow(baseUrl, pageSize, new PageParser(query, this::warnOfGeneralParser));
  }

  private void warnOfGeneralParser(String reason) {
    if (warnedOfGeneralParser.compareAndSet(false, true)) {
      warn.accept(
          "Pages of the records API are parsed several times more slowly than pages whose fields are"
              + " strings in the order of api/records.yaml. The first such page: %s."
                  .formatted(reason));
    }
  }

  private final class Planned implements Windows<PageTally> {
    private final WindowPlan plan;

    Planned(WindowPlan plan) {
      this.plan = plan;
    }

    @Override
    public int count() {
      return plan.count();
    }

    @Override
    public Window<PageTally> window(int index) {
      return RecordsSource.this.window(plan.window(index));
    }

    @Override
    public OptionalLong total() {
      return OptionalLong.of(plan.total());
    }

    @Override
    public Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>(SplitJson.write(plan.split()));
      json.put("total", plan.total());
      return json;
    }
  }
}
