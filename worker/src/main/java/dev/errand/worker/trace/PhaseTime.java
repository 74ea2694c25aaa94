package dev.errand.worker.trace;

import java.time.Instant;

/** A part of the work, such as {@code reading}, and its time. */
public record PhaseTime(String name, Instant start, Instant end) {}
