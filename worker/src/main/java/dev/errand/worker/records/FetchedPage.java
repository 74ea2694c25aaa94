package dev.errand.worker.records;

import dev.errand.worker.page.Page;

/**
 * A fetched page.
 *
 * @param page the page
 * @param next the read position after it
 */
public record FetchedPage(Page page, ReadPosition next) {}
