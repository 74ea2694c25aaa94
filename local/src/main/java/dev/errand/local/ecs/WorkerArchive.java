package dev.errand.local.ecs;

import dev.errand.local.process.ClassArchive;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The class archive of an image's program, in place of the AOT cache that only the image has. The
 * first task writes it as it ends; each later one starts with about half of the processor time.
 */
final class WorkerArchive {

  private final ClassArchive archive;
  private final AtomicReference<Path> writer = new AtomicReference<>();

  WorkerArchive(ContainerImage image) {
    this.archive = ClassArchive.of(image.app());
  }

  /** The options of a task's JVM. One task at a time writes the archive. */
  List<String> options(Path taskFolder) {
    if (archive.isMade()) {
      return archive.options();
    }
    return writer.compareAndSet(null, taskFolder)
        ? ClassArchive.optionsOfWriter(draft(taskFolder))
        : List.of();
  }

  /** Takes what the task has written, if it is the one that writes. */
  void ended(Path taskFolder, int exitCode) {
    if (taskFolder.equals(writer.get())) {
      archive.take(draft(taskFolder), exitCode);
      writer.set(null);
    }
  }

  private Path draft(Path taskFolder) {
    return archive.draft(taskFolder.getFileName().toString());
  }
}
