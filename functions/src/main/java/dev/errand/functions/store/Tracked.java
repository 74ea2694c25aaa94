package dev.errand.functions.store;

import dev.errand.functions.report.Progress;
import dev.errand.functions.report.Report;
import java.util.Optional;

/**
 * A report and how far its worker has come.
 *
 * @param report the report
 * @param progress the progress of its present attempt; empty until the worker writes some
 */
public record Tracked(Report report, Optional<Progress> progress) {}
