package dev.errand.cli;

import dev.errand.cli.api.Calls;
import dev.errand.cli.api.Sleeper;
import dev.errand.cli.terminal.Terminal;
import dev.errand.cli.terminal.Terminals;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What a command uses of its process: variables, streams, clock and folder.
 *
 * @param out for the result
 * @param errors for everything else
 * @param home the folder of {@code template.yaml}, in a checkout or a distribution
 */
record CommandContext(
    Map<String, String> variables,
    InputStream in,
    Terminal out,
    Terminal errors,
    Sleeper sleeper,
    Clock clock,
    Path home) {

  /** The context of this process. The launcher sets properties for what Java cannot find out. */
  static CommandContext ofProcess() {
    Map<String, String> variables = System.getenv();
    return new CommandContext(
        variables,
        System.in,
        Terminals.of(utf8(FileDescriptor.out), Boolean.getBoolean("errand.terminal"), variables),
        Terminals.of(
            utf8(FileDescriptor.err), Boolean.getBoolean("errand.terminal.errors"), variables),
        Sleeper.ofThread(),
        Clock.systemUTC(),
        Path.of(System.getProperty("errand.home", ".")).toAbsolutePath().normalize());
  }

  /** UTF-8 in every locale: JSON requires it, and terminals use it. */
  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor)), false, StandardCharsets.UTF_8);
  }

  Calls calls() {
    return new Calls(sleeper, line -> errors.line("errand: " + line));
  }
}
