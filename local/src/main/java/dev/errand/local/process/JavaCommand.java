package dev.errand.local.process;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a JVM like the one that runs the stage. */
public final class JavaCommand {

  private JavaCommand() {}

  /** The {@code java} executable of this JVM. */
  public static String executable() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * The options by which this JVM's compilers differ from the default. Another JVM that runs for a
   * short time gets them too.
   */
  public static List<String> compilerOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-XX:Tier"))
        .toList();
  }

  /**
   * The command that runs a main class from a folder of jars.
   *
   * @param options of the JVM
   * @param jars the class path: a folder that the build has filled
   * @throws IllegalStateException if the folder is missing, with the command that creates it
   */
  public static List<String> of(
      List<String> options, Path jars, String mainClass, List<String> arguments) {
    return of(options, jars, List.of(), mainClass, arguments);
  }

  /**
   * The command that runs a main class from a folder of jars and from further ones.
   *
   * @param further jars behind those of the folder on the class path
   * @throws IllegalStateException if the folder is missing, with the command that creates it
   */
  public static List<String> of(
      List<String> options,
      Path jars,
      List<String> further,
      String mainClass,
      List<String> arguments) {
    if (!Files.isDirectory(jars)) {
      throw new IllegalStateException(
          "%s is missing. Build it first: mvn -DskipTests package".formatted(jars));
    }
    List<String> command = new ArrayList<>();
    command.add(executable());
    command.addAll(options);
    List<String> classPath = new ArrayList<>(List.of(jars.toAbsolutePath() + "/*"));
    classPath.addAll(further);
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), mainClass));
    command.addAll(arguments);
    return command;
  }
}
