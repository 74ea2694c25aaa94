package dev.errand.worker.records;

import java.time.Duration;

/**
 * How often, how fast and for how long the same page is asked for, whatever goes wrong.
 *
 * @param tries at most, all kinds of faults together
 * @param refusedPages how many answers may be pages that break the contract; fewer than {@code
 *     tries}, since such a page may not mend itself
 * @param firstPause before the second try; it doubles from try to try, with jitter
 * @param longestPause where it stops doubling
 * @param longestRetryAfter what the records API may ask to wait at most, each time
 * @param inAll from the first try to the beginning of the last
 */
public record RetryPolicy(
    int tries,
    int refusedPages,
    Duration firstPause,
    Duration longestPause,
    Duration longestRetryAfter,
    Duration inAll) {}
