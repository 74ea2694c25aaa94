package dev.errand.worker.artifact;

import java.time.Instant;

/**
 * The times of a report. They are the only content of the artifacts that differs between runs.
 *
 * @param startedAt when the last attempt started
 * @param readAt when it had read all records
 * @param resumed whether it continued from a checkpoint
 */
public record Timings(Instant startedAt, Instant readAt, boolean resumed) {}
