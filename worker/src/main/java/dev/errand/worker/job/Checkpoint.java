package dev.errand.worker.job;

import dev.errand.worker.records.ReadPosition;
import dev.errand.worker.records.WindowPlan;
import dev.errand.worker.store.UploadState;
import dev.errand.worker.tally.Totals;

/**
 * All that another process needs to go on with a report.
 *
 * @param plan the windows
 * @param position the next page
 * @param totals what the records so far add up to
 * @param csvKey where the CSV is written; an upload stays where it was begun
 * @param csv how far the CSV is written
 */
record Checkpoint(
    WindowPlan plan, ReadPosition position, Totals totals, String csvKey, UploadState csv) {}
