package dev.errand.local.integrations;

import dev.errand.states.integration.ServiceIntegration;

/** A call of work that goes on by itself: the service's answer to the request is the result. */
record RequestResponseCall(ServiceIntegration sync) implements ServiceIntegration {

  @Override
  public RunningCall start(Call call) {
    return ServiceAnswer.of(sync.start(call).submission());
  }
}
