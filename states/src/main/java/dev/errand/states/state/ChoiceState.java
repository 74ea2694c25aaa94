package dev.errand.states.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.dataflow.DataFlow;
import dev.errand.states.value.EvaluationScope;
import dev.errand.states.value.StatesError;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Continues with the state that the first matching rule names. */
public record ChoiceState(DataFlow flow, List<Rule> rules, Optional<String> otherwise)
    implements State {

  /** One rule of it. */
  public record Rule(ChoiceCondition condition, String next, DataFlow flow) {}

  @Override
  public String type() {
    return "Choice";
  }

  @Override
  public Step enter(StateContext context) {
    JsonNode input = flow.input(context.scope());
    EvaluationScope scope = context.scope().with(input);
    for (Rule rule : rules) {
      if (rule.condition().holds(scope)) {
        return new Step.Leave(Optional.of(rule.next()), rule.flow().leave(context.scope(), input));
      }
    }
    if (otherwise.isEmpty()) {
      throw new StatesError(
          "States.NoChoiceMatched",
          "Failed to transition out of the state. The state does not point to a next state.");
    }
    return new Step.Leave(otherwise, flow.leave(context.scope(), input));
  }

  @Override
  public Stream<String> targets() {
    return Stream.concat(rules.stream().map(Rule::next), otherwise.stream());
  }

  @Override
  public Stream<DataFlow> flows() {
    return Stream.concat(Stream.of(flow), rules.stream().map(Rule::flow));
  }

  @Override
  public Stream<String> ownVariables() {
    return rules.stream().flatMap(rule -> rule.condition().variables());
  }
}
