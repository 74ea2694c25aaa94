package dev.errand.local.lambda;

import dev.errand.local.process.ClassArchive;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The class archive of each package of functions, in place of the snapshot that only Lambda takes.
 * One environment that has answered writes it as it ends; each later one, of any function of the
 * package and on any stage, starts with half of the processor time.
 */
final class FunctionArchives {

  private final Path runtime;
  private final Map<Path, ClassArchive> archives = new ConcurrentHashMap<>();

  /**
   * @param runtime the folder of the runtime interface client's jars
   */
  FunctionArchives(Path runtime) {
    this.runtime = runtime;
  }

  ClassArchive of(Path code) {
    return archives.computeIfAbsent(code, zip -> ClassArchive.of(zip, runtime));
  }
}
