package dev.errand.worker.job;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.errand.core.ReportId;
import dev.errand.worker.artifact.Contents;
import dev.errand.worker.artifact.DeclaredContents;
import dev.errand.worker.page.CsvHeader;
import dev.errand.worker.page.PageParser;
import dev.errand.worker.records.RecordSource;
import dev.errand.worker.store.Sha256;
import dev.errand.worker.tally.ColumnTotals;
import dev.errand.worker.tally.TallyShape;
import dev.errand.worker.type.DeclaredType;
import dev.errand.worker.type.OutputFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The report of a declared type.
 *
 * @param type the type
 * @param description the JSON of the type; another one cannot continue a report
 * @param request the request as JSON
 * @param formats the forms that the request asks for
 * @param source the records
 */
public record DeclaredReport(
    DeclaredType type,
    Map<String, ?> description,
    Map<String, ?> request,
    Set<OutputFormat> formats,
    RecordSource source)
    implements ReportDefinition {

  @Override
  public String typeName() {
    return type.name();
  }

  @Override
  public String identity() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("type", description);
    all.put("request", request);
    all.put("csv", hasCsv());
    try {
      byte[] json = JSON.std.asBytes(all);
      Sha256 sha256 = new Sha256();
      sha256.update(json, 0, json.length);
      return type.name() + " " + sha256.hex();
    } catch (IOException e) {
      throw new UncheckedIOException("what was parsed is always serializable", e);
    }
  }

  @Override
  public boolean hasCsv() {
    return formats.contains(OutputFormat.CSV);
  }

  @Override
  public byte[] csvHeader() {
    return CsvHeader.of(type);
  }

  @Override
  public ReportDraft begin() {
    return new ReportDraft(new ColumnTotals(shape()), this::contents);
  }

  @Override
  public ReportDraft resume(Map<?, ?> json) {
    return new ReportDraft(ColumnTotalsJson.read(json, shape()), this::contents);
  }

  private TallyShape shape() {
    return PageParser.shape(type);
  }

  /** The client's own name for the report. */
  private Optional<String> name() {
    return request.get("name") instanceof String name ? Optional.of(name) : Optional.empty();
  }

  private Contents contents(ReportId id, ColumnTotals totals) {
    return new DeclaredContents(type, name().orElse(type.title()), request, formats, id, totals);
  }
}
