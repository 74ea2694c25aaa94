package dev.errand.worker.records;

/**
 * A fetched page.
 *
 * @param page the page
 * @param next the read position after it
 */
public record PositionedPage(Page page, ReadPosition next) {}
