/**
 * Checks whether a command is a worker as {@code docs/worker-contract.md} describes it: runs it as
 * tasks with a bucket, a table and a records API of their own, and stops, kills and delays them.
 */
package dev.errand.local.workercheck;
