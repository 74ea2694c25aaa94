package dev.errand.local.container;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Builds the images of folders, each once for each content of the folder. */
public final class ImageBuilds {

  /** A base image may have to be downloaded. */
  private static final Duration LIMIT = Duration.ofMinutes(30);

  /** Lines that say which step begins: of Podman, and of Docker with and without BuildKit. */
  private static final Pattern STEP =
      Pattern.compile("STEP \\d+/\\d+: .*|#\\d+ \\[[^\\]]*\\d+/\\d+\\] .*|Step \\d+/\\d+ : .*");

  private static final int DIGEST_LENGTH = 16;

  private final ContainerEngine engine;
  private final Path logs;
  private final Consumer<String> statusLines;

  /**
   * Builds by this engine.
   *
   * @param logs the folder for the log of each build
   * @param statusLines gets a line of text when a build begins, and for each of its steps
   */
  public ImageBuilds(ContainerEngine engine, Path logs, Consumer<String> statusLines) {
    this.engine = engine;
    this.logs = logs;
    this.statusLines = statusLines;
  }

  /** An image that cannot be built; the message names the reason and the log, in one line. */
  public static final class BuildFailed extends Exception {
    BuildFailed(String message) {
      super(message);
    }
  }

  /** The engine that builds. */
  public ContainerEngine engine() {
    return engine;
  }

  /**
   * The image of a folder as it is now, which is built if the engine does not have it.
   *
   * @param name of the image, without a tag
   * @param folder has the Dockerfile, and is all that the Dockerfile can copy from
   * @return the image's name and tag
   * @throws BuildFailed if it cannot be built
   */
  public synchronized String built(String name, Path folder) throws BuildFailed {
    String image = "localhost/%s:%s".formatted(name.toLowerCase(Locale.ROOT), digest(folder));
    if (!engine.call("image", "inspect", "--format", "{{.Id}}", image).isSuccess()) {
      build(name, folder, image);
    }
    return image;
  }

  private static String digest(Path folder) throws BuildFailed {
    try {
      return FolderDigest.of(folder).substring(0, DIGEST_LENGTH);
    } catch (IOException e) {
      throw new BuildFailed("The folder %s cannot be read: %s".formatted(folder, e.getMessage()));
    }
  }

  private void build(String name, Path folder, String image) throws BuildFailed {
    Path log = logs.resolve("image-" + name + ".log");
    statusLines.accept(
        "Building the image of %s by %s (its log is %s) ...".formatted(folder, engine, log));
    EngineCall.Ended ended = logged(new EngineCall(command(image, folder), LIMIT), log);
    if (!ended.isSuccess()) {
      String failure =
          "%s cannot build the image of %s: %s (its log is %s)"
              .formatted(engine, folder, ended.lastLine(), log);
      statusLines.accept(failure);
      throw new BuildFailed(failure);
    }
  }

  private EngineCall.Ended logged(EngineCall call, Path log) throws BuildFailed {
    try (PrintStream lines =
        new PrintStream(Files.newOutputStream(log), true, StandardCharsets.UTF_8)) {
      return call.run(
          line -> {
            lines.println(line);
            if (STEP.matcher(line).matches()) {
              statusLines.accept("  " + line);
            }
          });
    } catch (IOException e) {
      throw new BuildFailed("The log %s cannot be written: %s".formatted(log, e.getMessage()));
    }
  }

  private List<String> command(String image, Path folder) {
    List<String> arguments = new ArrayList<>(List.of("build", "--tag", image));
    if (engine.isPodman()) {
      // without this it needs plug-ins for a network of the build's own
      arguments.addAll(List.of("--network", "host"));
    }
    arguments.addAll(List.of("--file", folder.resolve("Dockerfile").toString(), folder.toString()));
    return engine.command(arguments);
  }
}
