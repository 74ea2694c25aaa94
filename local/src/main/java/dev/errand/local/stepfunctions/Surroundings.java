package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.states.ServiceIntegrations;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all executions share.
 *
 * @param waits what the delay before a retry and the time of a Wait state are multiplied by
 * @param changed is told each execution that was saved
 */
record Surroundings(
    Store store,
    Account account,
    Timer timer,
    ServiceIntegrations integrations,
    Consumer<ObjectNode> statusEvents,
    double waits,
    Consumer<Execution> changed) {

  private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);

  /** Whether the event was taken; if not it has to be offered again. */
  boolean take(ObjectNode event) {
    try {
      statusEvents.accept(event.deepCopy());
      return true;
    } catch (RuntimeException e) {
      LOG.warn("A status event was not taken and is offered again: {}", e.toString());
      return false;
    }
  }
}
