package dev.errand.worker.records;

/**
 * A fetched page.
 *
 * @param <T> what its records add up to
 * @param page the page
 * @param next the read position after it
 */
public record FetchedPage<T>(ReadPage<T> page, ReadPosition next) {}
