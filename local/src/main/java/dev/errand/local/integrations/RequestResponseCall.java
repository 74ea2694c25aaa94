package dev.errand.local.integrations;

import dev.errand.states.integration.ServiceIntegration;

/**
 * A call that does not wait for the work (request response): the service's answer to the request is
 * the result.
 */
record RequestResponseCall(ServiceIntegration sync) implements ServiceIntegration {

  @Override
  public RunningCall start(Call call) {
    return ServiceAnswer.of(sync.start(call).submission());
  }
}
