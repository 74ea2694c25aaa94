package dev.errand.local.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of an image that needs no registry: this machine's shell and a few of its programs,
 * without anything else.
 */
public final class HostShellImage {

  private static final String COPY =
      """
      set -e
      for program in sh sleep cat id readlink touch; do
        file=$(readlink -f "$(command -v $program)")
        mkdir -p "$0/bin"
        cp "$file" "$0/bin/$program"
        for library in $(ldd "$file" | grep -o '/[^ ]*'); do
          mkdir -p "$0${library%/*}"
          cp -L "$library" "$0$library"
        done
      done""";

  private HostShellImage() {}

  /** Writes it: its containers run the shell script in the variable {@code SCRIPT}. */
  public static void write(Path folder) throws IOException, InterruptedException {
    Path root = Files.createDirectories(folder.resolve("root"));
    Process copy = new ProcessBuilder("sh", "-c", COPY, root.toString()).inheritIO().start();
    if (copy.waitFor() != 0) {
      throw new IOException("the programs of this machine cannot be copied");
    }
    writeDockerfile(folder, "[\"/bin/sh\", \"-c\", \"eval \\\"$SCRIPT\\\"\"]");
  }

  /** Writes its Dockerfile anew. */
  public static void writeDockerfile(Path folder, String entryPoint) throws IOException {
    Files.writeString(
        folder.resolve("Dockerfile"),
        """
        FROM scratch
        COPY root /
        USER 65532:65532
        ENV PATH=/bin IMAGE=image
        ENTRYPOINT %s
        """
            .formatted(entryPoint));
  }
}
