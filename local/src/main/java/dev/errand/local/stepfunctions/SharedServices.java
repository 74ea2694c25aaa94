package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.states.integration.ServiceIntegrations;
import java.util.function.Consumer;

/**
 * What all executions share.
 *
 * @param waits what the delay before a retry and the time of a Wait state are multiplied by
 * @param onSave receives each execution that was saved
 */
record SharedServices(
    StepFunctionsStore store,
    Account account,
    Timer timer,
    ServiceIntegrations integrations,
    Consumer<ObjectNode> statusEvents,
    double waits,
    Consumer<Execution> onSave) {}
