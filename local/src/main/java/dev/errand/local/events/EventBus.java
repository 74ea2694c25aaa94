package dev.errand.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.template.RuleSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.event.ruler.Machine;

/** The default event bus; patterns match by Amazon's own event-ruler. */
public final class EventBus {

  private final Machine machine = Machine.builder().build();
  private final Map<String, RuleSpec> rules;
  private final AsynchronousInvoker invoker;

  /**
   * @throws IllegalArgumentException if a rule's pattern is not valid
   */
  public EventBus(List<RuleSpec> rules, AsynchronousInvoker invoker) {
    this.rules = rules.stream().collect(Collectors.toMap(RuleSpec::logicalId, rule -> rule));
    this.invoker = invoker;
    rules.forEach(this::add);
  }

  /**
   * Delivers an event, in the form that EventBridge sends, to the targets of all rules that match.
   * When this returns, the event is stored. A function on the stage accepts every event, so a rule
   * needs neither its retry policy nor its dead-letter queue, which are for events that a target
   * does not accept. The function's own settings say what happens to an event that it fails on.
   */
  public void put(ObjectNode event) {
    for (String rule : matching(event)) {
      invoker.invoke(rules.get(rule).function(), event);
    }
  }

  private void add(RuleSpec rule) {
    try {
      machine.addRule(rule.logicalId(), rule.pattern().toString());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the event pattern of %s is wrong: %s".formatted(rule.logicalId(), e.getMessage()), e);
    }
  }

  private List<String> matching(JsonNode event) {
    try {
      return machine.rulesForJSONEvent(event.toString());
    } catch (Exception e) {
      throw new IllegalArgumentException("not an event: " + e.getMessage(), e);
    }
  }
}
