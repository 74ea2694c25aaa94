package dev.errand.cli;

import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Table;
import dev.errand.cli.terminal.Terminal;
import java.util.List;
import java.util.function.Supplier;

/**
 * The result of a command, for people and for programs.
 *
 * @param json the whole result
 * @param table the result as a table
 * @param essentials the lines that are left with {@code --quiet}
 */
record Answer(Json json, Supplier<Table> table, List<String> essentials) {

  void print(Terminal terminal, OutputForm form, boolean quiet) {
    switch (form) {
      case JSON -> terminal.line(json.pretty());
      case CSV -> {
        terminal.stream().print(table.get().csv());
        terminal.stream().flush();
      }
      case TABLE -> {
        if (quiet) {
          terminal.lines(essentials);
        } else {
          terminal.lines(table.get().lines(terminal.size().columns(), terminal.style()));
        }
      }
    }
  }
}
