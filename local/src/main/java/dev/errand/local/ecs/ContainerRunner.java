package dev.errand.local.ecs;

import dev.errand.local.container.Confinement;
import dev.errand.local.container.ContainerRun;
import dev.errand.local.container.Containers;
import dev.errand.local.container.ImageBuilds;
import dev.errand.local.container.ImageBuilds.BuildFailed;
import dev.errand.local.template.TaskDefinitionSpec;
import dev.errand.local.template.TaskDefinitionSpec.ContainerSpec;

/** Runs tasks as containers, whose images are built from their folders. */
record ContainerRunner(Containers containers, ImageBuilds builds) implements TaskRunner {

  @Override
  public TaskProcess start(Launch launch) {
    ContainerTask task = new ContainerTask(containers, launch, () -> run(launch));
    task.start();
    return task;
  }

  private ContainerRun run(Launch launch) throws CannotStart {
    TaskDefinitionSpec definition = launch.request().definition().spec();
    try {
      return new ContainerRun(
          name(launch),
          builds.built(definition.family(), launch.image().app()),
          launch.environment(),
          launch.arguments(),
          confinement(definition, launch.request().container()));
    } catch (BuildFailed e) {
      throw new CannotStart("CannotPullContainerError: " + e.getMessage());
    }
  }

  private static String name(Launch launch) {
    return "task-%s-%s".formatted(launch.request().definition().spec().family(), launch.id());
  }

  private static Confinement confinement(TaskDefinitionSpec definition, ContainerSpec container) {
    return new Confinement(
        Integer.parseInt(definition.memory()),
        container.readOnlyRoot(),
        container.user(),
        container.volumes());
  }
}
