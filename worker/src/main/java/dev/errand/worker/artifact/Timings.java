package dev.errand.worker.artifact;

import java.time.Instant;

/**
 * When a report was made. The only part of its artifacts that differs from run to run.
 *
 * @param startedAt when the attempt that completed it began
 * @param readAt when it had read all records
 * @param resumed whether it went on from an earlier attempt's checkpoint
 */
public record Timings(Instant startedAt, Instant readAt, boolean resumed) {}
