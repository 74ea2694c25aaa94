package dev.errand.local.container;

import dev.errand.local.files.AtomicFile;
import dev.errand.local.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs containers. A file records each from before it is created until it is removed, so that the
 * next stage can remove those of a killed stage.
 */
public final class Containers {

  private static final Logger LOG = LoggerFactory.getLogger(Containers.class);

  private static final String SUFFIX = ".container";
  private static final int KILLED = 137;
  private static final Set<String> ENDED = Set.of("exited", "stopped", "dead");
  private static final Set<String> NOT_STARTED = Set.of("created", "initialized", "configured");

  /** The state of a container, as the engine names it. */
  private record State(String status, int exitCode) {}

  private final ContainerEngine engine;
  private final Path notes;

  /**
   * Containers of this engine.
   *
   * @param notes the folder that records containers and running processes
   */
  public Containers(ContainerEngine engine, Path notes) {
    this.engine = engine;
    this.notes = notes;
  }

  /**
   * Starts a container.
   *
   * @param folder where its command runs
   * @param log the file that its output is appended to
   * @return the command that runs it, which passes SIGTERM on to it and ends with it. It has to be
   *     given to {@link #remove} when it has ended
   * @throws UncheckedIOException if the command cannot be started
   */
  public ChildProcess start(ContainerRun run, Path folder, Path log) {
    try {
      Files.createDirectories(notes);
      AtomicFile.write(note(run.name()), engine.executable().toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remember the container " + run.name(), e);
    }
    return ChildProcess.start(notes, run.program(engine, run.name(), System.getenv(), folder, log));
  }

  /** Sends SIGTERM to a container; whether it has got it. One that does not run gets none. */
  public boolean terminate(String name) {
    return engine.call("kill", "--signal", "TERM", name).isSuccess();
  }

  /** Whether its program runs, or has run. */
  public boolean hasStarted(String name) {
    return state(name).filter(state -> !NOT_STARTED.contains(state.status())).isPresent();
  }

  /** Sends SIGKILL to a container; nothing happens if it does not run. */
  public void kill(String name) {
    engine.call("kill", "--signal", "KILL", name);
  }

  /**
   * Removes a container whose command has ended.
   *
   * @return its exit code, 128 + n after signal n; empty if its program has never run. It is not
   *     that of the command, which can be 0 although nothing has run
   */
  public Optional<Integer> remove(String name) {
    Optional<State> state = state(name);
    EngineCall.Ended removed = remove(engine.executable(), name);
    if (isRemoved(removed)) {
      forget(note(name));
    } else {
      LOG.warn("the container {} stays: {}", name, removed.lastLine());
    }
    return state
        .filter(last -> !NOT_STARTED.contains(last.status()))
        .map(last -> ENDED.contains(last.status()) ? last.exitCode() : KILLED);
  }

  private Optional<State> state(String name) {
    return engine
        .call("inspect", "--format", "state:{{.State.Status}} {{.State.ExitCode}}", name)
        .output()
        .stream()
        .filter(line -> line.startsWith("state:"))
        .map(line -> line.substring("state:".length()).split(" ", 2))
        .map(words -> new State(words[0], Integer.parseInt(words[1])))
        .findFirst();
  }

  /**
   * Removes every container that a killed stage left behind. The processes of their commands have
   * to be ended before: they could still create one.
   *
   * @param notes the folder that records containers
   */
  public static void removeOrphans(Path notes) {
    for (Path note : all(notes)) {
      String file = note.getFileName().toString();
      removeOrphan(note, file.substring(0, file.length() - SUFFIX.length()));
    }
  }

  private static void removeOrphan(Path note, String name) {
    try {
      EngineCall.Ended removed = remove(Path.of(Files.readString(note)), name);
      if (isRemoved(removed)) {
        forget(note);
      } else {
        LOG.warn("the container {} of a killed stage stays: {}", name, removed.lastLine());
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("the container {} of a killed stage stays", name, e);
    }
  }

  private static List<Path> all(Path notes) {
    if (!Files.isDirectory(notes)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(notes)) {
      return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends a container, if it still runs, and removes it with its volumes. */
  private static EngineCall.Ended remove(Path executable, String name) {
    ContainerEngine.call(executable, "kill", "--signal", "KILL", name);
    return ContainerEngine.call(executable, "rm", "--force", "--volumes", name);
  }

  /** The container may be removed already, or may not have been created. */
  private static boolean isRemoved(EngineCall.Ended removed) {
    return removed.isSuccess()
        || removed.lastLine().toLowerCase(Locale.ROOT).contains("no such container");
  }

  private Path note(String name) {
    return notes.resolve(name + SUFFIX);
  }

  private static void forget(Path note) {
    try {
      Files.deleteIfExists(note);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
