package dev.errand.functions.store;

import dev.errand.functions.report.Report;
import java.util.HashMap;
import java.util.Map;

/** An entry of a {@link DueReports}. */
public final class DueReport {

  private final Item item;
  private final String time;

  /**
   * An entry.
   *
   * @param time the attribute that holds the time under which it is listed
   */
  DueReport(Item item, String time) {
    this.item = item;
    this.time = time;
  }

  /** The time under which it is listed, as the table holds it. */
  String time() {
    return item.text(time);
  }

  Key key() {
    return new Key(item.text("pk"), item.text("sk"));
  }

  /**
   * The report, as it was listed.
   *
   * @throws RuntimeException if the item cannot be read; other entries are not affected
   */
  public Report report() {
    return ReportItem.read(item);
  }

  /** The id of the report for a log, even if its item cannot be read. */
  public Map<String, ?> about() {
    Map<String, Object> about = new HashMap<>();
    about.put("key", item.text("pk"));
    item.optionalText("id").ifPresent(id -> about.put("report_id", id));
    item.optionalNumber("attempt").ifPresent(attempt -> about.put("attempt", attempt));
    item.optionalText("client_id").ifPresent(client -> about.put("client_id", client));
    return about;
  }
}
