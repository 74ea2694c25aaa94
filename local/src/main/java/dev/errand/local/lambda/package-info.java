/**
 * Runs the functions as Lambda does: unpacked packages, processes started by AWS's own runtime
 * interface client behind a Runtime API, one invocation at a time in each, killed at the timeout.
 */
package dev.errand.local.lambda;
