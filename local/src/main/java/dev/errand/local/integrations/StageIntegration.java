package dev.errand.local.integrations;

import dev.errand.states.integration.ServiceIntegration;
import java.util.Map;

/** A service of the stage that Task states can call. */
public interface StageIntegration extends ServiceIntegration {

  /** By what a Task state can name as its {@code Resource}. */
  Map<String, ServiceIntegration> byResource();
}
