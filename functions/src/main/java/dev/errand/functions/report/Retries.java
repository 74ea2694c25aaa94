package dev.errand.functions.report;

/**
 * The retries of the worker's latest task of an attempt.
 *
 * @param failedTries how many tries of the records API failed and were followed by another
 * @param lastReason why the last of them failed
 */
public record Retries(int failedTries, String lastReason) {}
