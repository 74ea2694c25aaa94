package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.states.integration.ServiceIntegrations;
import java.util.function.Consumer;

/**
 * What every execution runs with.
 *
 * @param services that its states can call
 * @param statusEvents receives each status event
 * @param delayFactor every wait of a Wait state and every delay before a retry is multiplied by it;
 *     1 as on AWS, less to shorten them
 * @param onSave receives each execution that was saved
 */
record ExecutionRuntime(
    StepFunctionsStore store,
    Account account,
    Timer timer,
    CallableServices services,
    Consumer<ObjectNode> statusEvents,
    double delayFactor,
    Consumer<Execution> onSave) {

  /** The services that its states can call. */
  ServiceIntegrations integrations() {
    return services.all();
  }
}
