/** TLS of the worker, for the records API and for AWS. */
package dev.errand.worker.tls;
