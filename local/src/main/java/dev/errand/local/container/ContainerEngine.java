package dev.errand.local.container;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A container engine of this machine that answers.
 *
 * @param executable its command
 * @param version as it says itself
 */
public record ContainerEngine(Kind kind, Path executable, String version) {

  private static final Duration CALL_LIMIT = Duration.ofSeconds(30);

  /** The engines that the stage can use, in the order in which it looks for them. */
  public enum Kind {
    PODMAN,
    DOCKER;

    /** Its command. */
    public String command() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Calls it with a command that takes a few seconds at most. */
  EngineCall.Ended call(String... arguments) {
    return call(executable, arguments);
  }

  /** Calls the engine of a command, which may not answer. */
  static EngineCall.Ended call(Path executable, String... arguments) {
    return new EngineCall(command(executable, List.of(arguments)), CALL_LIMIT).run();
  }

  List<String> command(List<String> arguments) {
    return command(executable, arguments);
  }

  private static List<String> command(Path executable, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(executable.toString());
    command.addAll(arguments);
    return command;
  }

  boolean isPodman() {
    return kind == Kind.PODMAN;
  }

  /** Its name and version, for people. */
  @Override
  public String toString() {
    return kind.command() + " " + version;
  }
}
