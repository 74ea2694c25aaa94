/** Writes the artifacts of a report except for the CSV, and the manifest. */
package dev.errand.worker.artifact;
