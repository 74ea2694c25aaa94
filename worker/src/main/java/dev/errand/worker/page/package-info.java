/** Pages of records: JSON in, rows of CSV and a tally out, without a string for a value. */
package dev.errand.worker.page;
