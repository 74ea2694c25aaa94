package dev.errand.worker.progress;

import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.records.PendingRetry;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a report is.
 *
 * @param records how many are in the report so far
 * @param total how many there will be, once that is known
 * @param recordsPerSecond how fast this attempt reads
 * @param waiting the page that is waited for, if one could not be had yet
 * @param failure what ends the attempt
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
