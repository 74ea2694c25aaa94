package dev.errand.local.container;

import dev.errand.local.process.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A container to run in the network of this machine, where it finds the stage.
 *
 * @param name unlike that of any other container
 * @param image must be on this machine
 * @param environment what it gets besides that of its image
 * @param arguments that replace those of its image; those of the image if empty
 */
public record ContainerRun(
    String name,
    String image,
    Map<String, String> environment,
    List<String> arguments,
    Confinement confinement) {

  /** Without the environment's values: they may be secrets. */
  @Override
  public String toString() {
    return "ContainerRun[" + name + ", " + image + "]";
  }

  /**
   * The program that runs it, has its output and passes SIGTERM on to it. A container that has
   * ended stays, so that its exit code can be read.
   *
   * @param process what the stage calls the program
   * @param own the environment of the stage
   * @param log the file that its output is appended to
   */
  Program program(
      ContainerEngine engine, String process, Map<String, String> own, Path folder, Path log) {
    Map<String, String> variables = new HashMap<>(ClientVariables.of(own));
    environment.forEach(
        (name, value) -> {
          if (!ClientVariables.has(name)) {
            variables.put(name, value);
          }
        });
    List<String> command = new ArrayList<>();
    // in a session of its own, so that it does not receive Ctrl-C, which only the stage handles
    command.add("setsid");
    command.addAll(engine.command(arguments(engine)));
    return new Program(process, command, variables, folder, log);
  }

  private List<String> arguments(ContainerEngine engine) {
    List<String> words = new ArrayList<>(List.of("run", "--name", name, "--pull", "never"));
    words.addAll(List.of("--network", "host", "--log-driver", "none"));
    words.addAll(List.of("--memory", confinement.memory() + "m"));
    words.addAll(List.of("--memory-swap", confinement.memory() + "m"));
    if (confinement.readOnlyRoot()) {
      words.add("--read-only");
    }
    if (engine.isPodman()) {
      // as Docker does, and Fargate
      words.addAll(List.of("--read-only-tmpfs=false", "--http-proxy=false"));
    }
    confinement.user().ifPresent(user -> words.addAll(List.of("--user", user)));
    confinement.volumes().forEach(folder -> words.addAll(List.of("--volume", folder)));
    for (String variable : new TreeSet<>(environment.keySet())) {
      words.addAll(List.of("--env", inCommand(variable)));
    }
    words.add(image);
    words.addAll(arguments);
    return words;
  }

  /**
   * By its name alone, the value is taken from the environment of the command, where no other user
   * of this machine can read it.
   */
  private String inCommand(String variable) {
    return ClientVariables.has(variable) ? variable + "=" + environment.get(variable) : variable;
  }
}
