package dev.errand.functions.execution;

import dev.errand.core.Attempt;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;

/** The histories of executions, from Step Functions. */
public final class StepFunctionsHistories implements ExecutionHistories {

  private static final int PAGE_SIZE = 1000;

  /** More events than that an attempt of ours does not have; an answer of Lambda has 6 MB. */
  private static final int MAX_PAGES = 4;

  private static final int MAX_KEPT_GRAPHS = 200;

  private final SfnClient stepFunctions;
  private final String stateMachineArn;

  /** An execution keeps its definition, and DescribeStateMachineForExecution has a low quota. */
  private final Map<String, StateGraph> graphs =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, StateGraph> eldest) {
          return size() > MAX_KEPT_GRAPHS;
        }
      };

  public StepFunctionsHistories(SfnClient stepFunctions, String stateMachineArn) {
    this.stepFunctions = stepFunctions;
    this.stateMachineArn = stateMachineArn;
  }

  @Override
  public Optional<ExecutionHistory> of(Attempt attempt, boolean withData) {
    String arn = StepFunctionsExecutions.arn(stateMachineArn, attempt);
    try {
      ExecutionHistoryParser reading = new ExecutionHistoryParser();
      Optional<String> next = Optional.empty();
      int pages = 0;
      do {
        GetExecutionHistoryResponse page = page(arn, withData, next.orElse(null));
        page.events().forEach(reading::read);
        next = Optional.ofNullable(page.nextToken());
        pages++;
      } while (next.isPresent() && pages < MAX_PAGES);
      return Optional.of(new ExecutionHistory(graph(arn), reading.visits(), next.isEmpty()));
    } catch (ExecutionDoesNotExistException none) {
      return Optional.empty();
    } catch (SdkException e) {
      throw new ExecutionsUnavailableException(
          "Step Functions did not return the history of " + arn, e);
    }
  }

  private GetExecutionHistoryResponse page(String arn, boolean withData, String token) {
    return stepFunctions.getExecutionHistory(
        get ->
            get.executionArn(arn)
                .maxResults(PAGE_SIZE)
                .includeExecutionData(withData)
                .nextToken(token));
  }

  private StateGraph graph(String arn) {
    StateGraph known = graphs.get(arn);
    if (known == null) {
      known =
          Definition.graph(
              stepFunctions
                  .describeStateMachineForExecution(describe -> describe.executionArn(arn))
                  .definition());
      graphs.put(arn, known);
    }
    return known;
  }
}
