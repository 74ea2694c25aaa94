/**
 * The client of the records API. It splits a query into windows of days and reads them in parallel.
 */
package dev.errand.worker.records;
