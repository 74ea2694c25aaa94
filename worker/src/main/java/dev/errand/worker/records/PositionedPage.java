package dev.errand.worker.records;

/**
 * A page and the read position after it.
 *
 * @param page the page
 * @param next the read position
 */
public record PositionedPage(Page page, ReadPosition next) {}
