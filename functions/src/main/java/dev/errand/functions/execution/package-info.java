/** Executions of the state machine: the only code that knows Step Functions. */
package dev.errand.functions.execution;
