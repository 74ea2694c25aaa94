/**
 * The job of a worker: it reads all records, writes the artifacts, and can continue from a
 * checkpoint.
 */
package dev.errand.worker.job;
