/** Stores artifacts and checkpoints in a bucket of Amazon S3, or in a folder for manual runs. */
package dev.errand.worker.store;
