package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;

/** Calls a service and waits for its answer. */
record TaskState(
    Resource resource,
    DataFlow flow,
    Optional<String> next,
    Optional<Seconds> timeout,
    Optional<Seconds> heartbeat,
    Optional<Template> credentials,
    FailurePolicy failurePolicy)
    implements State {

  @Override
  public String type() {
    return "Task";
  }

  @Override
  public Step enter(Visit visit) {
    JsonNode input = flow.input(visit.scope());
    Scope scope = visit.scope().with(input);
    JsonNode parameters = flow.arguments(visit.scope(), input);
    DataFlow.limit(visit.position().state(), parameters);
    credentials.ifPresent(template -> template.evaluate(scope));
    return new Step.Call(
        resource,
        parameters,
        timeout.map(seconds -> seconds.duration(scope)),
        heartbeat.map(seconds -> seconds.duration(scope)));
  }

  @Override
  public Step succeed(Visit visit, JsonNode result) {
    DataFlow.limit(visit.position().state(), result);
    return new Step.Leave(next, flow.leave(visit.scope(), flow.input(visit.scope()), result));
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
        credentials.stream().flatMap(Template::variables));
  }
}
