package dev.errand.worker.records;

import dev.errand.worker.type.DeclaredType;
import dev.errand.worker.type.WindowRange;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The records of a request of a declared type. */
public final class DeclaredSource implements RecordSource {

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
  public DeclaredSource(DeclaredType type, URI baseUrl, Map<String, ?> request) {
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

  @Override
  public Window all() {
    return window(span);
  }

  private Window window(Optional<Span> range) {
    PageRequests requests = new PageRequests(type.source(), baseUrl, fields, range, pagination);
    return new DeclaredWindow(type, requests, pagination, expected, range);
  }

  @Override
  public boolean statesTotal() {
    return type.source().total().isPresent();
  }

  @Override
  public Windows windows(OptionalLong total, int recordsInWindow, int connections) {
    int units = units();
    Split split =
        total.isPresent()
            ? Split.of(units, total.getAsLong(), recordsInWindow, connections)
            : Split.even(units, WINDOWS_FOR_CONNECTION * connections);
    return new Planned(span.isPresent() ? split : Split.even(1, 1), total);
  }

  @Override
  public Windows windows(Map<?, ?> json) {
    return new Planned(
        SplitJson.read(json, units()),
        json.get("total") instanceof Number total
            ? OptionalLong.of(total.longValue())
            : OptionalLong.empty());
  }

  private int units() {
    return span.map(range -> range.units(unit)).orElse(1);
  }

  private final class Planned implements Windows {
    private final Split split;
    private final OptionalLong total;

    Planned(Split split, OptionalLong total) {
      this.split = split;
      this.total = total;
    }

    @Override
    public int count() {
      return split.count();
    }

    @Override
    public Window window(int index) {
      return DeclaredSource.this.window(
          span.map(range -> range.part(unit, split.first(index), split.first(index + 1))));
    }

    @Override
    public OptionalLong total() {
      return total;
    }

    @Override
    public Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>(SplitJson.write(split));
      total.ifPresent(number -> json.put("total", number));
      return json;
    }
  }
}
