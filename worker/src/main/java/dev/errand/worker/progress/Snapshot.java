package dev.errand.worker.progress;

import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.records.PendingRetry;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The progress of a report.
 *
 * @param records the number of records in the report
 * @param total the expected number of records, if it is known
 * @param recordsPerSecond the reading rate of this attempt
 * @param waiting the pending retry, if there is one
 * @param failure the failure that ends the attempt
 */
public record Snapshot(
    Stage stage,
    long records,
    OptionalLong total,
    long recordsPerSecond,
    Instant startedAt,
    Instant updatedAt,
    Optional<PendingRetry> waiting,
    Optional<WorkerFailure> failure) {}
