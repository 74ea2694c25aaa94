/** What a report type declares for the worker: its source, columns, output and summary. */
package dev.errand.worker.type;
