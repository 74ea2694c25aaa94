package dev.errand.cli;

import dev.errand.cli.terminal.Size;
import dev.errand.cli.terminal.Style;
import dev.errand.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command in this process: pauses are recorded and not made. */
final class Errand {

  private final Map<String, String> variables = new HashMap<>();
  private final List<Duration> pauses = new ArrayList<>();
  private String input = "";
  private Style style = Style.PLAIN;
  private Size size;

  /** A command for a user whose home is a folder. */
  Errand(Path home) {
    variables.put("HOME", home.toString());
  }

  /** A command that calls an API with a token. */
  static Errand of(ScriptedApi api, Path home) {
    return new Errand(home).with("ERRAND_URL", api.url()).with("ERRAND_TOKEN", "t");
  }

  Errand with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  Errand withInput(String text) {
    input = text;
    return this;
  }

  /** Both streams are a terminal. */
  Errand onTerminal(int columns, Style colours) {
    size = new Size(24, columns);
    style = colours;
    return this;
  }

  /** The pauses that all commands so far have asked for. */
  List<Duration> pauses() {
    return pauses;
  }

  /**
   * How a command ended.
   *
   * @param out on standard output
   * @param errors on standard error
   */
  record Ended(int code, String out, String errors) {

    List<String> lines() {
      return out.lines().toList();
    }
  }

  Ended run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    CommandContext context =
        new CommandContext(
            variables,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            terminal(out),
            terminal(errors),
            pauses::add,
            Clock.systemUTC(),
            StageProcess.ROOT);
    int code = Main.run(List.of(arguments), context);
    return new Ended(
        code, out.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }

  private Terminal terminal(ByteArrayOutputStream bytes) {
    return new Terminal(
        new PrintStream(bytes, true, StandardCharsets.UTF_8), size != null, style, () -> size);
  }
}
