/**
 * Converts a page of the records API into CSV rows and a tally. The fast parser accepts pages in
 * canonical form, the general parser accepts every valid page. Both give the same result.
 */
package dev.errand.worker.page;
