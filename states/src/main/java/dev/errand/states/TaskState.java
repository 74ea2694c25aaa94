package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;

/** Calls a service and waits for its answer. */
record TaskState(
    TaskResource resource,
    DataFlow flow,
    Optional<String> next,
    Optional<Seconds> timeout,
    Optional<Seconds> heartbeat,
    Optional<PayloadTemplate> credentials,
    FailurePolicy failurePolicy)
    implements State {

  @Override
  public String type() {
    return "Task";
  }

  @Override
  public Step enter(StateContext context) {
    JsonNode input = flow.input(context.scope());
    EvaluationScope scope = context.scope().with(input);
    JsonNode parameters = flow.arguments(context.scope(), input);
    DataFlow.limit(context.current().state(), parameters);
    credentials.ifPresent(template -> template.evaluate(scope));
    return new Step.Call(
        resource,
        parameters,
        timeout.map(seconds -> seconds.duration(scope)),
        heartbeat.map(seconds -> seconds.duration(scope)));
  }

  @Override
  public Step succeed(StateContext context, JsonNode result) {
    DataFlow.limit(context.current().state(), result);
    return new Step.Leave(next, flow.leave(context.scope(), flow.input(context.scope()), result));
  }

  @Override
  public boolean isRetried() {
    return true;
  }

  @Override
  public Stream<String> targets() {
    return State.targets(next, failurePolicy);
  }

  @Override
  public Stream<DataFlow> flows() {
    return State.flows(flow, failurePolicy);
  }

  @Override
  public Stream<String> ownVariables() {
    return Stream.concat(
        Stream.concat(timeout.stream(), heartbeat.stream()).flatMap(Seconds::variables),
        credentials.stream().flatMap(PayloadTemplate::variables));
  }
}
