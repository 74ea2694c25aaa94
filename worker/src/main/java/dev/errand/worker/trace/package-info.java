/** The worker's part of the X-Ray trace of a report. */
package dev.errand.worker.trace;
