package dev.errand.local.ecs;

import dev.errand.local.process.ClassArchive;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The class archive of each image's program, in place of the AOT cache that only the image has. The
 * first task that succeeds has written it; each later one starts with about half of the processor
 * time.
 */
final class WorkerArchives {

  private final Map<ContainerImage, ClassArchive> archives = new ConcurrentHashMap<>();

  /** The archive of an image; empty if it can have none. */
  Optional<ClassArchive> of(ContainerImage image) {
    return image.isArchivable()
        ? Optional.of(archives.computeIfAbsent(image, of -> ClassArchive.of(of.app())))
        : Optional.empty();
  }
}
