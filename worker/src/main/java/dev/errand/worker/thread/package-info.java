/** Threads of the worker. */
package dev.errand.worker.thread;
