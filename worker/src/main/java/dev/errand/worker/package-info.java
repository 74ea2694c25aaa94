/** The report worker: reads the records of a report request and writes its artifacts. */
package dev.errand.worker;
