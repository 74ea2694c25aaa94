package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.cli.follow.FollowListener;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Terminal;
import dev.errand.cli.terminal.Terminals;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterruptNoticeTest {

  private final List<List<Json>> seen = new ArrayList<>();
  private final InterruptNotice notice =
      InterruptNotice.whenInterrupted(List.of("A", "B", "C"), nowhere(), listener());

  @AfterEach
  void end() {
    notice.end();
  }

  @Test
  void beforeTheFirstAnswerItNamesAll() {
    assertThat(notice.text())
        .containsExactly(
            "",
            "3 reports continue. To follow: errand watch A B C",
            "To end one: errand cancel ID");
  }

  @Test
  void reportsThatAreFinalAreNotNamed() {
    notice.onPoll(List.of(report("A", "SUCCEEDED"), report("B", "RUNNING"), report("C", "FAILED")));

    assertThat(notice.text())
        .containsExactly(
            "", "The report continues. To follow: errand watch B", "To end it: errand cancel B");
    assertThat(seen).hasSize(1);

    notice.onPoll(List.of(report("A", "SUCCEEDED"), report("B", "TIMED_OUT")));
    assertThat(notice.text()).isEmpty();
  }

  private static Json report(String id, String status) {
    return Json.object("id", id, "status", status);
  }

  private static Terminal nowhere() {
    return Terminals.of(
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
        false,
        Map.of());
  }

  private FollowListener listener() {
    return new FollowListener() {
      @Override
      public void onPoll(List<Json> reports) {
        seen.add(reports);
      }

      @Override
      public void onRetry(String line) {}

      @Override
      public void onFinished(List<Json> reports) {}
    };
  }
}
