/** Tells how far a report is: often, cheaply, and never as a reason to fail. */
package dev.errand.worker.progress;
