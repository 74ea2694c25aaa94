package dev.errand.states.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.dataflow.DataFlow;
import dev.errand.states.dataflow.PayloadTemplate;
import dev.errand.states.value.EvaluationScope;
import java.util.Optional;
import java.util.stream.Stream;

/** Calls a service and waits for its answer. */
public record TaskState(
    TaskResource resource,
    DataFlow flow,
    Optional<String> next,
    Optional<Seconds> timeout,
    Optional<Seconds> heartbeat,
    Optional<PayloadTemplate> credentials,
    FailurePolicy failurePolicy)
    implements ResultState {

  @Override
  public String type() {
    return "Task";
  }

  @Override
  public Step enter(StateContext context) {
    JsonNode input = flow.input(context.scope());
    EvaluationScope scope = context.scope().with(input);
    JsonNode parameters = flow.arguments(context.scope(), input);
    DataFlow.limit(context.name(), parameters);
    credentials.ifPresent(template -> template.evaluate(scope));
    return new Step.Call(
        resource,
        parameters,
        timeout.map(seconds -> seconds.duration(scope)),
        heartbeat.map(seconds -> seconds.duration(scope)));
  }

  @Override
  public Step succeed(StateContext context, JsonNode result) {
    DataFlow.limit(context.name(), result);
    return ResultState.super.succeed(context, result);
  }

  @Override
  public Stream<String> ownVariables() {
    return Stream.concat(
        Stream.concat(timeout.stream(), heartbeat.stream()).flatMap(Seconds::variables),
        credentials.stream().flatMap(PayloadTemplate::variables));
  }
}
