package dev.errand.cli;

import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the version. */
@Command(name = "version", description = "Prints the version of errand and of Java.")
final class VersionCommand implements Callable<Integer> {

  @Mixin private final OutputArguments output = new OutputArguments();
  private final CommandContext context;

  VersionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String java = System.getProperty("java.runtime.version");
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    output.print(
        context.out(),
        new Answer(
            Json.object("version", Version.number(), "java", java, "system", system),
            () ->
                Table.ofFields(
                    List.of(
                        List.of("errand", Version.number()),
                        List.of("java", java),
                        List.of("system", system))),
            List.of(Version.number())));
    return ExitCode.SUCCESS.number();
  }
}
