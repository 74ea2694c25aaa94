package dev.errand.local.stepfunctions;

import dev.errand.states.definition.ResourceValidator;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.integration.ServiceIntegrations;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The services that the states of an execution can call. Some of them start executions, so they are
 * connected after the executions have been created and before the first one runs. As a validator it
 * refuses what a Task state cannot call.
 */
final class CallableServices implements ResourceValidator {

  private static final ServiceIntegrations NONE = new ServiceIntegrations(Map.of());

  private volatile ServiceIntegrations ofTaskStates = NONE;
  private volatile ServiceIntegrations ofAllStates = NONE;

  /**
   * Sets the services.
   *
   * @param services what Task states can call
   * @param mapRunArns the ARNs of Map Runs, which end in {@code *}: distributed Map states call
   *     them, and no Task state can
   */
  void connect(ServiceIntegrations services, String mapRunArns, ServiceIntegration mapRuns) {
    Map<String, ServiceIntegration> all = new HashMap<>(services.byResource());
    all.put(mapRunArns, mapRuns);
    ofTaskStates = services;
    ofAllStates = new ServiceIntegrations(all);
  }

  @Override
  public Optional<String> refusal(String resource) {
    return ofTaskStates.refusal(resource);
  }

  /** What the states of any type can call. */
  ServiceIntegrations all() {
    return ofAllStates;
  }
}
