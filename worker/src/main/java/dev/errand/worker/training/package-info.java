/** What a training run talks to in place of the records API and AWS. */
package dev.errand.worker.training;
