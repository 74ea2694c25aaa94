package dev.errand.local.stage;

import dev.errand.local.container.ImageBuilds;
import dev.errand.local.ecs.ContainerImages;
import dev.errand.local.ecs.Ecs;
import dev.errand.local.template.Template;
import java.util.Map;
import java.util.Optional;

/**
 * What the tasks of a stage run.
 *
 * @param builds of the images of own workers; if empty, these run as processes
 */
record TaskImages(ContainerImages images, Optional<ImageBuilds> builds) {

  /** Builds the images of own workers, if these run as containers. */
  static TaskImages build(StageContext context, Template template, String stack) {
    ContainerImages images = ContainerImages.of(context.checkout(), stack);
    return new TaskImages(
        images,
        new OwnWorkerImages(
                images,
                context.environment().own(),
                context.logs(),
                context.options().statusLines())
            .build(template.taskDefinitions(), context.options().ownWorkerMode()));
  }

  /**
   * ECS for these tasks; it starts none yet.
   *
   * @param variables of every task
   */
  Ecs open(StageContext context, Template template, Map<String, String> variables) {
    Ecs ecs =
        Ecs.open(
            new Ecs.Settings(
                context.data().resolve("tasks"),
                context.account(),
                template.clusters(),
                template.taskDefinitions(),
                images,
                variables,
                context::recordsApiToken,
                builds,
                Ecs.Settings.maxTasksHere()));
    return context.parts().add(ecs, () -> waitFor(ecs.processes()));
  }

  private static Optional<String> waitFor(long tasks) {
    return tasks == 0
        ? Optional.empty()
        : Optional.of(
            "Waiting for %d running %s, %d seconds at most ..."
                .formatted(
                    tasks,
                    tasks == 1 ? "task to save what it has" : "tasks to save what they have",
                    Ecs.CLOSE_LIMIT.toSeconds()));
  }
}
