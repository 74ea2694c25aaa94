package dev.errand.functions.report;

/**
 * What Step Functions says about an execution of ours: the words of its API reference, {@code
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
