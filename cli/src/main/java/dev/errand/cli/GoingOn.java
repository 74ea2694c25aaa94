package dev.errand.cli;

import dev.errand.cli.terminal.Terminal;
import java.util.List;

/** Says, if the process is interrupted meanwhile, that reports go on and how to follow them. */
final class GoingOn {

  private final Thread hook;

  private GoingOn(Thread hook) {
    this.hook = hook;
  }

  static GoingOn whenInterrupted(Terminal terminal, List<String> ids) {
    String what = ids.size() == 1 ? "The report goes on." : "The reports go on.";
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
    return new GoingOn(hook);
  }

  /** Nothing is said any more. */
  void end() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // the hook runs
    }
  }
}
