/** The TLS that the worker speaks, to the records API as to AWS. */
package dev.errand.worker.tls;
