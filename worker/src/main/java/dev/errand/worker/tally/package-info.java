/** Adds up records: exactly, in decimal, each currency by itself. */
package dev.errand.worker.tally;
