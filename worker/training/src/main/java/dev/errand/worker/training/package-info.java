/** The training run of the worker's image. It is not part of the worker. */
package dev.errand.worker.training;
