package dev.errand.local.ecs;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The class archive of each image. */
final class WorkerArchives {

  private final Map<ContainerImage, WorkerArchive> archives = new ConcurrentHashMap<>();

  /** The archive of an image; empty if it can have none. */
  Optional<WorkerArchive> of(ContainerImage image) {
    return image.isArchivable()
        ? Optional.of(archives.computeIfAbsent(image, WorkerArchive::new))
        : Optional.empty();
  }
}
