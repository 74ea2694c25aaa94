package dev.errand.worker.job;

import dev.errand.core.FailureCode;
import dev.errand.core.Filter;
import dev.errand.core.Format;
import dev.errand.core.ReportId;
import dev.errand.core.ReportRequest;
import dev.errand.core.type.ReportType;
import dev.errand.worker.artifact.Contents;
import dev.errand.worker.artifact.RecordsContents;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.page.Columns;
import dev.errand.worker.records.RecordSource;
import dev.errand.worker.tally.PageTally;
import dev.errand.worker.tally.Totals;
import java.util.Map;

/**
 * The report of the type {@code records}.
 *
 * @param request the request
 * @param source the records
 */
public record RecordsReport(ReportRequest request, RecordSource<PageTally> source)
    implements ReportDefinition<PageTally> {

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
    return Columns.header();
  }

  @Override
  public ReportDraft<PageTally> begin() {
    return new Draft(request, new Totals());
  }

  @Override
  public ReportDraft<PageTally> resume(Map<?, ?> json) {
    return new Draft(request, TotalsJson.read(json));
  }

  private record Draft(ReportRequest request, Totals totals) implements ReportDraft<PageTally> {

    @Override
    public void add(PageTally tally, byte[] csv) {
      totals.add(tally, csv);
      if (totals.groups() > Totals.MAX_GROUPS) {
        throw new WorkerFailure(
            FailureCode.RECORDS_INCONSISTENT,
            "The records have more than %d pairs of a currency with a status or a month. Request fewer days, or one status."
                .formatted(Totals.MAX_GROUPS));
      }
    }

    @Override
    public long rows() {
      return totals.rows();
    }

    @Override
    public Map<String, Object> json() {
      return TotalsJson.write(totals);
    }

    @Override
    public Contents contents(ReportId id) {
      return new RecordsContents(request, id, totals);
    }
  }
}
