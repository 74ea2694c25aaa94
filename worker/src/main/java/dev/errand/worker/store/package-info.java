/**
 * Where artifacts and checkpoints are kept: a bucket of Amazon S3, or a folder for runs by hand.
 */
package dev.errand.worker.store;
