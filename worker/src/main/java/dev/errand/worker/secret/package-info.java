/** Reads secrets of AWS Secrets Manager. */
package dev.errand.worker.secret;
