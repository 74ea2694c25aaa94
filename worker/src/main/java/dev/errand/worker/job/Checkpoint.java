package dev.errand.worker.job;

import dev.errand.worker.records.ReadPosition;
import dev.errand.worker.records.WindowPlan;
import dev.errand.worker.store.UploadState;
import dev.errand.worker.tally.Totals;

/**
 * What another process needs to continue a report.
 *
 * @param plan the windows
 * @param position the next page
 * @param totals the totals of the records so far
 * @param csvKey the key of the CSV; a continued upload keeps its key
 * @param csv the state of the upload of the CSV
 */
record Checkpoint(
    WindowPlan plan, ReadPosition position, Totals totals, String csvKey, UploadState csv) {}
