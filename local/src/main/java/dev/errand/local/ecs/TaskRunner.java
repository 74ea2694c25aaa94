package dev.errand.local.ecs;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A way to run tasks. */
interface TaskRunner {

  /**
   * What to run.
   *
   * @param id of the task
   * @param environment what it gets besides that of its image
   * @param folder its own, for its log
   */
  record Launch(
      String id,
      RunTaskRequest request,
      ContainerImage image,
      Map<String, String> environment,
      Path folder) {

    /** Those that replace the image's; those of the image if empty. */
    List<String> arguments() {
      return request.arguments();
    }

    /** The file that its output is appended to. */
    Path log() {
      return folder.resolve("task.log");
    }
  }

  /**
   * Starts a task, without waiting.
   *
   * @throws CannotStart if that is known at once
   */
  TaskProcess start(Launch launch) throws CannotStart;
}
