/** Writes the progress of a report to the table. A failed write never fails the report. */
package dev.errand.worker.progress;
