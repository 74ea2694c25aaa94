package dev.errand.worker.records;

import java.time.Instant;

/**
 * A page that failed and is tried again.
 *
 * @param nextTry the number of the next try, from 2
 * @param tries the maximum number of tries
 * @param nextTryAt the time of the next try; in the past while the try is in progress
 * @param reason why the last try failed, for example "connection refused"
 */
public record PendingRetry(int nextTry, int tries, Instant nextTryAt, String reason) {}
