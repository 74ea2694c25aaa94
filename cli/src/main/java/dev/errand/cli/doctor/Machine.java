package dev.errand.cli.doctor;

import dev.errand.cli.doctor.Check.State;
import dev.errand.cli.terminal.Numbers;
import dev.errand.local.container.EngineSearch;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks whether a machine can run a stage. */
public final class Machine {

  private static final Set<String> SYSTEMS = Set.of("Linux amd64", "Linux aarch64");
  private static final int MIN_JAVA = 17;
  private static final long MIN_MEMORY = 2L << 30;
  private static final long MIN_DISK = 1L << 30;
  private static final int DEFAULT_PORT = 8080;

  /** Programs and their uses. */
  private static final Map<String, String> PROGRAMS =
      Map.of(
          "aws", "the commands of docs/operations.md",
          "curl", "examples/client.sh",
          "jq", "examples/client.sh and the commands of docs/operations.md");

  private final Map<String, String> variables;
  private final Path home;
  private final Path data;

  /**
   * A machine.
   *
   * @param home the folder of {@code template.yaml}
   * @param data the folder of the stage
   */
  public Machine(Map<String, String> variables, Path home, Path data) {
    this.variables = variables;
    this.home = home;
    this.data = data;
  }

  /**
   * What there is.
   *
   * @param stageIsUp whether a running stage uses the default port
   */
  public List<Check> checks(boolean stageIsUp) {
    List<Check> checks = new ArrayList<>();
    checks.add(java());
    checks.add(system());
    checks.add(home());
    checks.add(folder());
    checks.add(disk());
    memory().ifPresent(checks::add);
    if (!stageIsUp) {
      checks.add(port());
    }
    if (Files.exists(home.resolve("pom.xml"))) {
      checks.add(program("mvn", State.BAD, "to build this checkout"));
    }
    checks.add(engine());
    PROGRAMS.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(program -> program(program.getKey(), State.MISSING, "for " + program.getValue()))
        .forEach(checks::add);
    return checks;
  }

  private static Check java() {
    String found = System.getProperty("java.runtime.version");
    return Runtime.version().feature() >= MIN_JAVA
        ? Check.ok("Java", found)
        : Check.bad("Java", found, "Install a JDK, version 17 or newer.");
  }

  /** Where the Lambda runtime interface client has a native library. */
  private static Check system() {
    String found = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    return SYSTEMS.contains(found)
        ? Check.ok("system", found)
        : Check.bad(
            "system",
            found,
            "A stage needs Linux on x86-64 or ARM64, for example in WSL 2 or a virtual machine. Every"
                + " other command runs here.");
  }

  private Check home() {
    return Files.exists(home.resolve("template.yaml"))
        ? Check.ok("template", home.resolve("template.yaml").toString())
        : Check.missing(
            "template",
            "none in " + home,
            "errand up and demo need it; run errand from a checkout or the distribution.");
  }

  private Check folder() {
    Path existing = data.toAbsolutePath();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing != null && Files.isDirectory(existing) && Files.isWritable(existing)
        ? Check.ok("stage's folder", data.toString())
        : Check.bad(
            "stage's folder",
            data + " cannot be written",
            "Name another one: --data DIR or the variable ERRAND_DATA.");
  }

  private Check disk() {
    File existing = data.toAbsolutePath().toFile();
    while (existing != null && !existing.exists()) {
      existing = existing.getParentFile();
    }
    long free = existing == null ? 0 : existing.getUsableSpace();
    return free >= MIN_DISK
        ? Check.ok("disk", Numbers.bytes(free) + " free")
        : Check.bad(
            "disk",
            Numbers.bytes(free) + " free",
            "A stage needs 1 GB: free some, or name a folder of another disk by --data DIR.");
  }

  private static Optional<Check> memory() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
        if (line.startsWith("MemAvailable:")) {
          long bytes = Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
          String found = Numbers.bytes(bytes) + " available";
          return Optional.of(
              bytes >= MIN_MEMORY
                  ? Check.ok("memory", found)
                  : Check.warn("memory", found, "A stage needs 2 GB; end other programs."));
        }
      }
    } catch (IOException noLinux) {
      // not known
    }
    return Optional.empty();
  }

  private static Check port() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), DEFAULT_PORT));
      return Check.ok("port 8080", "free");
    } catch (IOException taken) {
      return Check.warn("port 8080", "taken", "Give the stage another one: errand up --port 0.");
    }
  }

  /** How a stage runs the tasks of report types that have an image of their own: both ways work. */
  private Check engine() {
    EngineSearch.Found found = EngineSearch.in(variables);
    return found
        .engine()
        .map(engine -> Check.ok("own workers", "as containers of " + engine))
        .orElseGet(
            () ->
                new Check(
                    "own workers",
                    State.OK,
                    "as processes: " + found.reason(),
                    "To run them as containers, install Podman, or start Docker."));
  }

  private Check program(String name, State otherwise, String what) {
    for (String folder : variables.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path file = Path.of(folder.isEmpty() ? "." : folder, name);
      if (Files.isRegularFile(file) && Files.isExecutable(file)) {
        return Check.ok(name, file.toString());
      }
    }
    return new Check(name, otherwise, "not found", "Install it " + what + ".");
  }
}
