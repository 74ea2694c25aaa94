/** Failures of the worker: a published code and a message that a client can act on. */
package dev.errand.worker.failure;
