package dev.errand.worker.job;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.errand.core.FailureCode;
import dev.errand.core.ReportId;
import dev.errand.worker.artifact.Contents;
import dev.errand.worker.artifact.TypeContents;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.page.TypeHeader;
import dev.errand.worker.records.RecordSource;
import dev.errand.worker.store.Sha256;
import dev.errand.worker.tally.ColumnTally;
import dev.errand.worker.tally.ColumnTotals;
import dev.errand.worker.tally.TallyShape;
import dev.errand.worker.tally.Totals;
import dev.errand.worker.type.DeclaredType;
import dev.errand.worker.type.OutputFormat;
import dev.errand.worker.type.Summary;
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
public record TypeReport(
    DeclaredType type,
    Map<String, ?> description,
    Map<String, ?> request,
    Set<OutputFormat> formats,
    RecordSource<ColumnTally> source)
    implements ReportDefinition<ColumnTally> {

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
    return TypeHeader.of(type);
  }

  @Override
  public ReportDraft<ColumnTally> begin() {
    return new Draft(this, new ColumnTotals(shape()));
  }

  @Override
  public ReportDraft<ColumnTally> resume(Map<?, ?> json) {
    return new Draft(this, ColumnTotalsJson.read(json, shape()));
  }

  private TallyShape shape() {
    Summary summary = type.summary();
    return new TallyShape(
        summary.measures().size(), summary.dimensions().size(), type.output().csv().separator());
  }

  /** The client's own name for the report. */
  private Optional<String> name() {
    return request.get("name") instanceof String name ? Optional.of(name) : Optional.empty();
  }

  private record Draft(TypeReport report, ColumnTotals totals) implements ReportDraft<ColumnTally> {

    @Override
    public void add(ColumnTally tally, byte[] csv) {
      totals.add(tally, csv);
      if (totals.groups() > Totals.MAX_GROUPS) {
        throw new WorkerFailure(
            FailureCode.RECORDS_INCONSISTENT,
            "The records have more than %d different values of units and dimensions. Request fewer records, or declare other dimensions."
                .formatted(Totals.MAX_GROUPS));
      }
    }

    @Override
    public long rows() {
      return totals.rows();
    }

    @Override
    public Map<String, Object> json() {
      return ColumnTotalsJson.write(totals);
    }

    @Override
    public Contents contents(ReportId id) {
      return new TypeContents(
          report.type(),
          report.name().orElse(report.type().title()),
          report.request(),
          report.formats(),
          id,
          totals);
    }
  }
}
