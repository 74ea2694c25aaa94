package dev.errand.cli;

import dev.errand.cli.follow.FollowListener;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Statuses;
import dev.errand.cli.terminal.Terminal;
import java.util.List;

/**
 * Prints after an interrupt which reports continue, and the commands to follow and cancel them.
 * Final reports are not listed.
 */
final class InterruptNotice implements FollowListener {

  private final FollowListener listener;
  private final Thread hook;
  private volatile List<String> active;

  private InterruptNotice(List<String> ids, Terminal terminal, FollowListener listener) {
    this.listener = listener;
    this.active = ids;
    this.hook = new Thread(() -> text().forEach(terminal::line), "going-on");
  }

  /**
   * A notice that is printed from now on.
   *
   * @param listener gets the reports as well
   */
  static InterruptNotice whenInterrupted(
      List<String> ids, Terminal terminal, FollowListener listener) {
    InterruptNotice notice = new InterruptNotice(ids, terminal, listener);
    Runtime.getRuntime().addShutdownHook(notice.hook);
    return notice;
  }

  @Override
  public void onPoll(List<Json> reports) {
    active =
        reports.stream()
            .filter(report -> !Statuses.isFinal(report))
            .map(report -> report.at("id").text())
            .toList();
    listener.onPoll(reports);
  }

  @Override
  public void onRetry(String line) {
    listener.onRetry(line);
  }

  @Override
  public void onFinished(List<Json> reports) {
    listener.onFinished(reports);
  }

  /** The lines of the notice. */
  List<String> text() {
    List<String> ids = active;
    if (ids.isEmpty()) {
      return List.of();
    }
    return ids.size() == 1
        ? List.of(
            "",
            "The report continues. To follow: errand watch " + ids.get(0),
            "To end it: errand cancel " + ids.get(0))
        : List.of(
            "",
            ids.size() + " reports continue. To follow: errand watch " + String.join(" ", ids),
            "To end one: errand cancel ID");
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
