package dev.errand.functions.execution;

import dev.errand.core.Attempt;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.ExecutionStatus;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;

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
    asking(
        "start " + attempt.executionName(),
        () -> {
          try {
            return stepFunctions.startExecution(
                start ->
                    start
                        .stateMachineArn(stateMachineArn)
                        .name(attempt.executionName())
                        .input(input));
          } catch (ExecutionAlreadyExistsException started) {
            return started; // and it may have ended since
          }
        });
  }

  @Override
  public boolean stop(Attempt attempt) {
    return asking(
        "stop " + attempt.executionName(),
        () -> {
          try {
            stepFunctions.stopExecution(
                stop ->
                    stop.executionArn(arn(attempt))
                        .error("Report.Cancelled")
                        .cause("The report was cancelled or has a later attempt"));
            return true;
          } catch (ExecutionDoesNotExistException none) {
            return false;
          }
        });
  }

  @Override
  public Optional<Execution> describe(Attempt attempt) {
    return asking(
        "describe " + attempt.executionName(),
        () -> {
          try {
            return execution(
                attempt,
                stepFunctions.describeExecution(describe -> describe.executionArn(arn(attempt))));
          } catch (ExecutionDoesNotExistException none) {
            return Optional.empty();
          }
        });
  }

  private static Optional<Execution> execution(
      Attempt attempt, DescribeExecutionResponse described) {
    return Optional.of(
        new Execution(
            attempt,
            ExecutionStatus.valueOf(described.statusAsString()),
            described.redriveCount() == null ? 0 : described.redriveCount(),
            described.startDate(),
            Optional.ofNullable(described.redriveDate()),
            Optional.ofNullable(described.stopDate()),
            Optional.ofNullable(described.input()),
            Optional.ofNullable(described.error()),
            Optional.ofNullable(described.cause())));
  }

  private String arn(Attempt attempt) {
    return arn(stateMachineArn, attempt);
  }

  /** {@code ...:stateMachine:NAME} has executions {@code ...:execution:NAME:EXECUTION}. */
  static String arn(String stateMachineArn, Attempt attempt) {
    return stateMachineArn.replace(":stateMachine:", ":execution:") + ":" + attempt.executionName();
  }

  private static <T> T asking(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new ExecutionsUnavailableException("Step Functions did not " + what, e);
    }
  }
}
