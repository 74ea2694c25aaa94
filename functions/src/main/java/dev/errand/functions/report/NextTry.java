package dev.errand.functions.report;

import java.time.Instant;

/**
 * The worker waits for a page that it could not get yet.
 *
 * @param number the number of the next try
 * @param of how many tries there are at most
 * @param at when it begins; in the past while it runs
 * @param reason why the last try failed
 */
public record NextTry(int number, int of, Instant at, String reason) {}
