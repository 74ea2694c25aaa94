/** Brings the table to what Step Functions says about executions, whatever the news looks like. */
package dev.errand.functions.status;
