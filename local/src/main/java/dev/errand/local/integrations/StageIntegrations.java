package dev.errand.local.integrations;

import dev.errand.local.ecs.RunTaskSync;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.integration.ServiceIntegrations;
import java.util.HashMap;
import java.util.Map;

/** All that Task states can call on the stage, besides what Step Functions offers itself. */
public final class StageIntegrations {

  private StageIntegrations() {}

  /**
   * By the resources of these.
   *
   * @param runTask {@code ecs:runTask.sync}, which is offered without waiting as well
   */
  public static ServiceIntegrations of(ServiceIntegration runTask, StageIntegration... others) {
    Map<String, ServiceIntegration> all = new HashMap<>();
    String unwaited = RunTaskSync.RESOURCE.replace(".sync", "");
    all.put(RunTaskSync.RESOURCE, runTask);
    all.put(unwaited, new RequestResponseCall(runTask));
    all.put(unwaited + ".waitForTaskToken", new RequestResponseCall(runTask));
    for (StageIntegration other : others) {
      all.putAll(other.byResource());
    }
    return new ServiceIntegrations(all);
  }
}
