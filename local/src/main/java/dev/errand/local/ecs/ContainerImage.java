package dev.errand.local.ecs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.local.Checkout;
import dev.errand.local.process.JavaCommand;
import dev.errand.states.value.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a worker's image would run, as a command for this machine: the Dockerfile's entry point and
 * environment, with the built files in place of {@code /app} and this JVM in place of the image's.
 * The JVM has the compiler options of the stage's JVM, since reports of a stage are short.
 *
 * @param app the built files
 * @param dockerfile may not exist yet
 */
public record ContainerImage(Path app, Path dockerfile) {

  private static final Pattern ENTRYPOINT =
      Pattern.compile("(?im)^\\s*ENTRYPOINT\\s+(\\[.*\\])\\s*$");

  private static final Pattern ENV = Pattern.compile("(?im)^\\s*ENV\\s+(\\w+)=(\\S+)\\s*$");

  private static final String ARCHIVE = "-XX:AOTCache=";

  /** The worker's image of a checkout. */
  static ContainerImage ofWorker(Checkout checkout) {
    return new ContainerImage(
        checkout.workerApp(), checkout.root().resolve("worker").resolve("Dockerfile"));
  }

  /** Whether it has been built. */
  boolean isBuilt() {
    return Files.isDirectory(app);
  }

  /** What is started. */
  List<String> command() {
    List<String> command = new ArrayList<>();
    for (String word : entryPoint().orElse(List.of("java", "-jar", "/app/worker.jar"))) {
      command.add(word.replaceAll("/app(?=/|$)", Matcher.quoteReplacement(absoluteApp())));
    }
    if (isJava(command.get(0))) {
      command.set(0, JavaCommand.executable());
      // The image has the newest JDK; this machine may have an older one
      command.add(1, "-XX:+IgnoreUnrecognizedVMOptions");
      command.addAll(2, JavaCommand.compilerOptions());
      command.removeIf(ContainerImage::isArchiveThatOnlyTheImageHas);
    }
    return command;
  }

  /**
   * Whether a class archive can be stored beside its files: the entry point is a JVM, and the files
   * are built ones, not the sources with their Dockerfile.
   */
  boolean isArchivable() {
    return isJava(command().get(0)) && !isOwn();
  }

  /** Whether it is a report type's own, built from the folder that has the Dockerfile. */
  public boolean isOwn() {
    return dockerfile.startsWith(app);
  }

  private static boolean isJava(String executable) {
    return executable.equals("java") || executable.endsWith("/java");
  }

  /** What each of its containers finds in its environment, without that of the base image. */
  Map<String, String> environment() {
    return ENV.matcher(text())
        .results()
        .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
  }

  private static boolean isArchiveThatOnlyTheImageHas(String option) {
    return option.startsWith(ARCHIVE) && !Files.exists(Path.of(option.substring(ARCHIVE.length())));
  }

  private String absoluteApp() {
    return app.toAbsolutePath().toString();
  }

  private Optional<List<String>> entryPoint() {
    return ENTRYPOINT.matcher(text()).results().map(found -> words(found.group(1))).findFirst();
  }

  private String text() {
    try {
      return Files.exists(dockerfile)
          ? Files.readString(dockerfile).replaceAll("\\\\\\s*\\R", " ")
          : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> words(String array) {
    try {
      List<String> words = new ArrayList<>();
      for (JsonNode word : Json.read(array)) {
        words.add(word.asText());
      }
      return words;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("ENTRYPOINT in the Dockerfile is no JSON array", e);
    }
  }
}
