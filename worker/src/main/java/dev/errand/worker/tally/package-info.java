/** Adds up records: exact decimal sums, each currency separately. */
package dev.errand.worker.tally;
