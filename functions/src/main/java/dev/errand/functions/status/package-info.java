/** Brings the table up to date with the status of executions, whichever source reports it. */
package dev.errand.functions.status;
