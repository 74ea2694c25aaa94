package dev.errand.functions.status;

import dev.errand.functions.report.Report;

/**
 * The result of recording an execution's status.
 *
 * @param report the report as it is now
 * @param changed whether the status changed it; if not, the status was late or a duplicate
 */
public record Recorded(Report report, boolean changed) {}
