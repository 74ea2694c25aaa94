package dev.errand.worker.records;

import java.time.Duration;

/**
 * The retry policy of a page, for all kinds of failures together.
 *
 * @param tries the maximum number of tries
 * @param invalidPages the maximum number of responses that break the contract; less than {@code
 *     tries}, since such a response may be permanent
 * @param firstDelay the delay before the second try; it doubles with each try and has jitter
 * @param maxDelay the maximum of this delay
 * @param maxRetryAfter the maximum {@code Retry-After} that is accepted
 * @param inAll the maximum time from the first try to the start of the last
 */
public record RetryPolicy(
    int tries,
    int invalidPages,
    Duration firstDelay,
    Duration maxDelay,
    Duration maxRetryAfter,
    Duration inAll) {}
