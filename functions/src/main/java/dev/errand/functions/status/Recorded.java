package dev.errand.functions.status;

import dev.errand.functions.report.Report;

/**
 * What became of news about an execution.
 *
 * @param report the report as it stands now
 * @param changed whether the news changed it; if not, it was late or had come before
 */
public record Recorded(Report report, boolean changed) {}
