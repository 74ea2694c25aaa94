/** The files of a report besides its CSV, and the manifest that makes them visible. */
package dev.errand.worker.artifact;
