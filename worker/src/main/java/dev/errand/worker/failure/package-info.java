/** How a worker fails: with a published code and a sentence that a client can act on. */
package dev.errand.worker.failure;
