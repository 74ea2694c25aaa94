package dev.errand.functions.report;

/**
 * The status of an execution in Step Functions, in the words of its API reference, {@code
 * DescribeExecution}, but for {@code PENDING_REDRIVE}, which only executions of a distributed map
 * have.
 */
public enum ExecutionStatus {
  RUNNING,
  SUCCEEDED,
  FAILED,
  TIMED_OUT,
  ABORTED
}
