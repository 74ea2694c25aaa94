package dev.errand.worker.records;

import dev.errand.worker.type.DeclaredType;
import dev.errand.worker.type.WindowRange;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The records of a request, which a REST API has. */
public final class RecordSource {

  /** The windows for each connection if the number of records is not known. */
  private static final int WINDOWS_FOR_CONNECTION = 4;

  private final DeclaredType type;
  private final URI baseUrl;
  private final RequestFields fields;
  private final Pagination pagination;
  private final List<Optional<String>> expected;
  private final Optional<Span> span;
  private final Duration unit;

  /**
   * Creates a source.
   *
   * @param baseUrl the URL before the path of the source
   * @param request the report request as JSON
   * @throws dev.errand.worker.failure.WorkerFailure if the request does not have the range of the
   *     source
   */
  public RecordSource(DeclaredType type, URI baseUrl, Map<String, ?> request) {
    this.type = type;
    this.baseUrl = baseUrl;
    this.fields = new RequestFields(request);
    this.pagination =
        Pagination.of(type.source().paging(), new PageLinks(baseUrl, type.source().auth()));
    this.expected =
        type.columns().stream().map(column -> column.equalTo().flatMap(fields::value)).toList();
    this.span = type.source().windows().map(range -> Span.of(range, fields));
    boolean isHourly = type.source().windows().map(WindowRange::isHourly).orElse(false);
    this.unit = isHourly ? Duration.ofHours(1) : Duration.ofDays(1);
  }

  /** All records as one window. */
  public Window all() {
    return window(span);
  }

  private Window window(Optional<Span> range) {
    PageRequests requests = new PageRequests(type.source(), baseUrl, fields, range, pagination);
    return new Window(type, requests, pagination, expected, range);
  }

  /** The window with the units of time from one to before another. */
  Window window(int firstUnit, int nextUnit) {
    return window(span.map(range -> range.part(unit, firstUnit, nextUnit)));
  }

  /** Whether a page states the number of records. */
  public boolean statesTotal() {
    return type.source().total().isPresent();
  }

  /**
   * Splits the records.
   *
   * @param total the number of records, if it is known
   * @param recordsInWindow the number of records that a window should have
   * @param connections the number of windows that are read at the same time
   */
  public Windows windows(OptionalLong total, int recordsInWindow, int connections) {
    if (span.isEmpty()) {
      return new Windows(this, Split.even(1, 1), total);
    }
    Split split =
        total.isPresent()
            ? Split.of(units(), total.getAsLong(), recordsInWindow, connections)
            : Split.even(units(), WINDOWS_FOR_CONNECTION * connections);
    return new Windows(this, split, total);
  }

  /** Reads the windows of a checkpoint, from {@link Windows#json}. */
  public Windows windows(Map<?, ?> json) {
    return new Windows(
        this,
        SplitJson.read(json, units()),
        json.get("total") instanceof Number total
            ? OptionalLong.of(total.longValue())
            : OptionalLong.empty());
  }

  private int units() {
    return span.map(range -> range.units(unit)).orElse(1);
  }
}
