package dev.errand.worker.progress;

import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.records.Retries;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The progress of a report.
 *
 * @param records the number of records in the report
 * @param total the expected number of records, if it is known
 * @param recordsPerSecond the reading rate of this attempt
 * @param retries the retries of this task
 * @param failure the failure that ends the attempt
 */
public record Snapshot(
    TaskPhase phase,
    long records,
    OptionalLong total,
    long recordsPerSecond,
    Instant startedAt,
    Instant updatedAt,
    Retries retries,
    Optional<WorkerFailure> failure) {}
