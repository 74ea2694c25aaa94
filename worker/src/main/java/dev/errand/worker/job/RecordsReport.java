package dev.errand.worker.job;

import dev.errand.core.Filter;
import dev.errand.core.Format;
import dev.errand.core.RecordsRequest;
import dev.errand.core.ReportId;
import dev.errand.core.type.ReportType;
import dev.errand.worker.artifact.Contents;
import dev.errand.worker.artifact.RecordsContents;
import dev.errand.worker.page.CsvHeader;
import dev.errand.worker.page.PageParser;
import dev.errand.worker.records.RecordSource;
import dev.errand.worker.tally.ColumnTotals;
import dev.errand.worker.tally.RecordsTotals;
import dev.errand.worker.type.DeclaredType;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The report of the type {@code records}. Its summary and page have a form of their own.
 *
 * @param request the request
 * @param type the declaration of the type
 * @param source the records
 */
public record RecordsReport(RecordsRequest request, DeclaredType type, RecordSource source)
    implements ReportDefinition {

  /**
   * Creates a report.
   *
   * @param baseUrl the URL before the path of the source
   */
  public static RecordsReport of(RecordsRequest request, DeclaredType type, URI baseUrl) {
    return new RecordsReport(
        request, type, new RecordSource(type, baseUrl, Map.of("filter", json(request.filter()))));
  }

  private static Map<String, Object> json(Filter filter) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("client_id", filter.clientId().toString());
    json.put("start_date", filter.startDate().toString());
    json.put("end_date", filter.endDate().toString());
    filter.status().ifPresent(status -> json.put("status", status));
    return json;
  }

  @Override
  public String typeName() {
    return ReportType.DEFAULT;
  }

  @Override
  public String identity() {
    Filter filter = request.filter();
    return String.join(
        " ",
        filter.clientId().toString(),
        filter.startDate().toString(),
        filter.endDate().toString(),
        filter.status().orElse("*"),
        hasCsv() ? "csv" : "no csv");
  }

  @Override
  public boolean hasCsv() {
    return request.formats().contains(Format.CSV);
  }

  @Override
  public byte[] csvHeader() {
    return CsvHeader.of(type);
  }

  @Override
  public ReportDraft begin() {
    return new ReportDraft(new ColumnTotals(PageParser.shape(type)), this::contents);
  }

  @Override
  public ReportDraft resume(Map<?, ?> json) {
    return new ReportDraft(ColumnTotalsJson.read(json, PageParser.shape(type)), this::contents);
  }

  private Contents contents(ReportId id, ColumnTotals totals) {
    return new RecordsContents(request, id, RecordsTotals.of(totals));
  }
}
