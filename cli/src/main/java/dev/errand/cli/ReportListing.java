package dev.errand.cli;

import dev.errand.cli.api.ReportsApi;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Statuses;
import dev.errand.cli.terminal.Table;
import dev.errand.cli.terminal.Table.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The newest reports: of one client, or of all that the caller may see. */
final class ReportListing {

  private static final int MAX_PAGE_SIZE = 100;

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("ID", "id"),
          Column.text("STATUS", "status"),
          Column.number("RECORDS", "records"),
          Column.time("CREATED", "created_at"),
          Column.text("NAME", "name"));

  /**
   * Which reports to list.
   *
   * @param limit the maximum number of reports
   */
  record Criteria(
      Optional<String> client, Optional<String> status, Optional<String> createdAfter, int limit) {}

  private final ReportsApi api;

  ReportListing(ReportsApi api) {
    this.api = api;
  }

  /**
   * The reports that match.
   *
   * @param isWhole whether these are all
   */
  record Found(List<Json> reports, boolean isWhole) implements Supplier<Table> {

    Answer answer() {
      Json json = Json.object("reports", Json.array(reports), "complete", isWhole);
      List<String> ids = new ArrayList<>();
      for (Json report : reports) {
        ids.add(report.at("id").text());
      }
      return new Answer(json, this, ids);
    }

    /** The only report, if there is one alone. */
    Answer answerOfOne() {
      return new Answer(reports.get(0), this, List.of(reports.get(0).at("id").text()));
    }

    /** A remark beside the table. */
    Optional<String> remark(Criteria criteria) {
      if (!isWhole) {
        return Optional.of(
            "The newest " + reports.size() + "; there are more: --limit " + 5 * criteria.limit());
      }
      return reports.isEmpty() ? Optional.of("There are no such reports.") : Optional.empty();
    }

    /** As a table. */
    @Override
    public Table get() {
      List<List<String>> rows = new ArrayList<>();
      for (Json report : reports) {
        rows.add(
            List.of(
                report.at("id").text(),
                report.at("status").text(),
                records(report),
                report.at("created_at").text(),
                report.at("name").text()));
      }
      return new Table(COLUMNS, rows);
    }

    private static String records(Json report) {
      long records =
          Statuses.isSucceeded(report)
              ? report.at("result", "row_count").number(-1)
              : report.at("progress", "records").number(-1);
      return records < 0 ? "" : Long.toString(records);
    }
  }

  Found find(Criteria criteria) throws IOException, InterruptedException {
    List<Json> reports = new ArrayList<>();
    boolean whole = collect(criteria, reports);
    return reports.size() <= criteria.limit()
        ? new Found(reports, whole)
        : new Found(reports.subList(0, criteria.limit()), false);
  }

  /** Whether these were all. */
  private boolean collect(Criteria criteria, List<Json> reports)
      throws IOException, InterruptedException {
    Map<String, String> query = new LinkedHashMap<>();
    put(query, "client_id", criteria.client());
    put(query, "status", criteria.status());
    put(query, "created_after", criteria.createdAfter());
    query.put("page_size", Integer.toString(Math.min(MAX_PAGE_SIZE, criteria.limit())));
    int found = 0;
    while (true) {
      Json page = api.list(query);
      List<Json> more = page.at("reports").list();
      reports.addAll(more);
      found += more.size();
      String next = page.at("next_page_token").text();
      if (next.isEmpty()) {
        return true;
      }
      if (found >= criteria.limit()) {
        return false;
      }
      query.put("page_token", next);
    }
  }

  private static void put(Map<String, String> query, String name, Optional<String> value) {
    if (value.isPresent()) {
      query.put(name, value.get());
    }
  }
}
