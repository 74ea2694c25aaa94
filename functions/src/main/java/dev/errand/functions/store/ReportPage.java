package dev.errand.functions.store;

import dev.errand.functions.report.Report;
import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param reports newest first
 * @param next the position before the next page; empty after the last page
 */
public record ReportPage(List<Report> reports, Optional<String> next) {}
