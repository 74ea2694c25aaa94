package dev.errand.worker.records;

import java.time.Instant;

/**
 * A page is waited for that could not be had yet.
 *
 * @param nextTry the number of the next try, from 2
 * @param tries how many tries there are at most
 * @param nextTryAt when the next try is, or was if it is under way
 * @param reason why the last try failed, such as "connection refused"
 */
public record PendingRetry(int nextTry, int tries, Instant nextTryAt, String reason) {}
