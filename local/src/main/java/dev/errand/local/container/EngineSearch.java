package dev.errand.local.container;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks for a container engine. A command whose engine does not answer counts as none, and so does
 * an engine whose containers cannot have the network of this machine: the stage listens on its
 * loopback interface alone.
 */
public final class EngineSearch {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Tells the answer from warnings, which may come before and after it. */
  private static final String MARK = "engine:";

  private static final List<String> OTHER_NETWORK = List.of("name=rootless", "Docker Desktop");

  private final Map<String, String> variables;

  private EngineSearch(Map<String, String> variables) {
    this.variables = variables;
  }

  /**
   * What was found.
   *
   * @param engine the first that answers
   * @param reason why there is none; empty if there is one
   */
  public record Found(Optional<ContainerEngine> engine, String reason) {}

  /**
   * Looks for Podman, then for Docker.
   *
   * @param variables the environment whose {@code PATH} is looked through
   */
  public static Found in(Map<String, String> variables) {
    return new EngineSearch(variables).find();
  }

  private Found find() {
    List<String> reasons = new ArrayList<>();
    for (ContainerEngine.Kind kind : ContainerEngine.Kind.values()) {
      Found found = find(kind);
      if (found.engine().isPresent()) {
        return found;
      }
      reasons.add(found.reason());
    }
    return new Found(Optional.empty(), String.join("; ", reasons));
  }

  private Found find(ContainerEngine.Kind kind) {
    return executable(kind.command())
        .map(executable -> ask(kind, executable))
        .orElseGet(() -> none(kind.command() + " is not installed"));
  }

  private Optional<Path> executable(String name) {
    return Stream.of(variables.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  private static Found ask(ContainerEngine.Kind kind, Path executable) {
    String format =
        switch (kind) {
          case PODMAN -> "{{.Version.Version}}";
          case DOCKER -> "{{.ServerVersion}} {{.OperatingSystem}} {{.SecurityOptions}}";
        };
    EngineCall.Ended info =
        new EngineCall(List.of(executable.toString(), "info", "--format", MARK + format), LIMIT)
            .run();
    Optional<String> answer =
        info.output().stream()
            .filter(line -> info.isSuccess() && line.matches(MARK + "\\d.*"))
            .findFirst();
    if (answer.isEmpty()) {
      return none("%s does not answer (%s)".formatted(kind.command(), info.lastLine()));
    }
    Optional<String> otherNetwork = OTHER_NETWORK.stream().filter(answer.get()::contains).findAny();
    if (otherNetwork.isPresent()) {
      return none(
          "the containers of %s have a network of their own (%s)"
              .formatted(kind.command(), otherNetwork.get()));
    }
    String version = answer.get().substring(MARK.length()).split(" ", 2)[0];
    return new Found(Optional.of(new ContainerEngine(kind, executable, version)), "");
  }

  private static Found none(String reason) {
    return new Found(Optional.empty(), reason);
  }
}
