package dev.errand.worker.records;

import dev.errand.worker.page.Page;

/**
 * A page that was read ahead.
 *
 * @param page the page
 * @param next the place after it
 */
public record FetchedPage(Page page, ReadPosition next) {}
