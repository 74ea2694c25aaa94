package dev.errand.local.ecs;

import dev.errand.local.container.Containers;
import java.util.HashMap;
import java.util.Map;

/**
 * Starts a task: a report type's own worker as a container if there is an engine, everything else
 * as a process.
 */
record Launcher(Ecs.Settings settings, TaskFiles files, WorkerArchives archives) {

  TaskProcess launch(String id, RunTaskRequest request) throws CannotStart {
    ContainerImage image = settings.images().of(request.definition().spec());
    return runner(image)
        .start(
            new TaskRunner.Launch(
                id, request, image, environment(request), files.of(id).toAbsolutePath()));
  }

  private TaskRunner runner(ContainerImage image) {
    return settings
        .builds()
        .filter(builds -> image.isOwn())
        .<TaskRunner>map(
            builds ->
                new ContainerRunner(new Containers(builds.engine(), files.processes()), builds))
        .orElseGet(() -> new ProcessRunner(files.processes(), archives));
  }

  private Map<String, String> environment(RunTaskRequest request) throws CannotStart {
    Map<String, String> environment = new HashMap<>(settings.environment());
    environment.putAll(request.container().environment());
    for (Map.Entry<String, String> secret : request.container().secrets().entrySet()) {
      environment.put(
          secret.getKey(),
          settings
              .secrets()
              .apply(secret.getValue())
              .orElseThrow(
                  () ->
                      new CannotStart(
                          "ResourceInitializationError: there is no secret " + secret.getValue())));
    }
    environment.putAll(request.environment());
    return environment;
  }
}
