package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.states.ServiceIntegration;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

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
    Map<String, ServiceIntegration> integrations,
    Consumer<ObjectNode> statusEvents,
    double waits,
    Consumer<Execution> changed) {

  ServiceIntegration integration(String resource) {
    return integrations.get(resource);
  }

  Instant retryAt(Duration delay) {
    return timer.instant().plusMillis((long) (delay.toMillis() * waits));
  }

  Instant wakeAt(Instant until) {
    return waits == 1 ? until : retryAt(Duration.between(timer.instant(), until));
  }
}
