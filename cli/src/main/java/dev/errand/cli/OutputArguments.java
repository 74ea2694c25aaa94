package dev.errand.cli;

import dev.errand.cli.terminal.Terminal;
import picocli.CommandLine.Option;

/** The options for the output of every command. */
final class OutputArguments {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "What to print: ${COMPLETION-CANDIDATES} (default: table).")
  private OutputForm form;

  @Option(names = "--json", description = "The same as --output json.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print ids and paths only, or nothing.")
  private boolean quiet;

  void print(Terminal terminal, Answer answer) {
    answer.print(terminal, form(), quiet);
  }

  OutputForm form() {
    return json ? OutputForm.JSON : form == null ? OutputForm.TABLE : form;
  }

  /** Whether people read the output, so that remarks are printed as well. */
  boolean isForPeople() {
    return form() == OutputForm.TABLE && !quiet;
  }

  boolean isQuiet() {
    return quiet && form() == OutputForm.TABLE;
  }
}
