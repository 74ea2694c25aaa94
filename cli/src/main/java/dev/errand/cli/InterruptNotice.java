package dev.errand.cli;

import dev.errand.cli.terminal.Terminal;
import java.util.List;

/** Prints at an interrupt that the reports continue, and the commands to follow and cancel them. */
final class InterruptNotice {

  private final Thread hook;

  private InterruptNotice(Thread hook) {
    this.hook = hook;
  }

  static InterruptNotice whenInterrupted(Terminal terminal, List<String> ids) {
    String what = ids.size() == 1 ? "The report continues." : "The reports continue.";
    Thread hook =
        new Thread(
            () ->
                terminal.line(
                    System.lineSeparator()
                        + what
                        + " To follow: errand watch "
                        + String.join(" ", ids)
                        + System.lineSeparator()
                        + (ids.size() == 1
                            ? "To end it: errand cancel " + ids.get(0)
                            : "To end one: errand cancel ID")),
            "going-on");
    Runtime.getRuntime().addShutdownHook(hook);
    return new InterruptNotice(hook);
  }

  /** Removes the notice. */
  void end() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // the hook runs
    }
  }
}
