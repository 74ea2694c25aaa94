/** The job of a worker: read all records, write the artifacts, be able to go on after a kill. */
package dev.errand.worker.job;
