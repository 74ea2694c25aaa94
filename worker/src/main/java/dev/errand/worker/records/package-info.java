/**
 * The client of the records API: one query, split into windows of days that are read in parallel.
 */
package dev.errand.worker.records;
