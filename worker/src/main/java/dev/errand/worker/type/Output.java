package dev.errand.worker.type;

import java.time.ZoneId;
import java.util.List;

/**
 * How a report is written.
 *
 * @param timeZone the zone of timestamps
 * @param formats the forms of the report; a request can choose some of them
 */
public record Output(CsvDialect csv, ZoneId timeZone, List<OutputFormat> formats) {}
