package dev.errand.functions.status;

import dev.errand.functions.report.AttemptOutcome;
import dev.errand.functions.report.Execution;

/**
 * The status of an execution as it is recorded.
 *
 * @param execution the execution; one that succeeded without a result counts as failed
 * @param outcome its outcome
 */
record ExecutionOutcome(Execution execution, AttemptOutcome outcome) {}
