package dev.errand.worker.job;

import dev.errand.worker.records.ReadPosition;
import dev.errand.worker.store.UploadState;
import java.util.Map;

/**
 * What another process needs to continue a report.
 *
 * @param windows the windows, as JSON
 * @param position the next page
 * @param report the totals of the records so far, as JSON
 * @param csvKey the key of the CSV; a continued upload keeps its key
 * @param csv the state of the upload of the CSV
 */
record Checkpoint(
    Map<?, ?> windows, ReadPosition position, Map<?, ?> report, String csvKey, UploadState csv) {}
