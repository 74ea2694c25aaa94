package dev.errand.functions.execution;

import dev.errand.core.Attempt;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/** Step Functions itself. */
public final class StepFunctionsExecutions implements Executions {

  private final SfnClient stepFunctions;
  private final String stateMachineArn;

  public StepFunctionsExecutions(SfnClient stepFunctions, String stateMachineArn) {
    this.stepFunctions = stepFunctions;
    this.stateMachineArn = stateMachineArn;
  }

  @Override
  public void start(Attempt attempt, String input) {
    try {
      stepFunctions.startExecution(
          start ->
              start.stateMachineArn(stateMachineArn).name(attempt.executionName()).input(input));
    } catch (ExecutionAlreadyExistsException started) {
      // it was started before, and may have ended since
    }
  }
}
