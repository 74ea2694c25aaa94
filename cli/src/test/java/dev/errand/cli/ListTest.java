package dev.errand.cli;

import static dev.errand.cli.ScriptedApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.cli.Errand.Ended;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Style;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListTest {

  @AutoClose private final ScriptedApi api = new ScriptedApi();
  private final Errand errand;

  ListTest(@TempDir Path folder) {
    errand = Errand.of(api, folder);
  }

  @Test
  void itSaysThatThereAreMore() {
    api.on("/v1/reports", page(20, true));

    Ended ended = errand.run("list");

    assertThat(ended.lines()).hasSize(21);
    assertThat(ended.errors()).contains("The newest 20; there are more: --limit 100");
    assertThat(Samples.parse(errand.run("list", "--json").out()).at("complete").text())
        .isEqualTo("false");
  }

  @Test
  void itGoesThroughPagesUpToTheLimit() {
    api.on("/v1/reports", page(100, true), page(100, true), page(30, false));

    Ended ended = errand.run("list", "--limit", "500", "-q");

    assertThat(ended.lines()).hasSize(230);
    assertThat(ended.errors()).isEmpty();
    assertThat(api.calls("/v1/reports").get(1).uri().getQuery()).contains("page_token=next");
  }

  @Test
  void onAStageItAsksForAllClientsAtOnce(@TempDir Path data) throws Exception {
    api.on("/v1/reports", page(3, false));
    Files.writeString(
        data.resolve("stage.json"),
        """
        {"api": "%s", "token_endpoint": "%s", "sample_clients": "one,two"}"""
            .formatted(api.url(), api.url() + "/token"));
    api.on("/token", json(200, "{\"access_token\": \"t\", \"expires_in\": 3600}"));

    assertThat(errand.run("list", "--data", data.toString(), "-q").lines()).hasSize(3);
    assertThat(api.calls("/v1/reports"))
        .singleElement()
        .satisfies(call -> assertThat(call.uri().getQuery()).doesNotContain("client_id"));
  }

  @Test
  void aStatusAndATimeAreAskedFor() {
    api.on("/v1/reports", page(0, false));

    Ended ended = errand.run("list", "--status", "failed", "--since", "2026-01-31T00:00:00Z");

    assertThat(ended.errors()).contains("There are no such reports.");
    assertThat(api.calls().get(0).uri().getQuery())
        .contains("status=FAILED", "created_after=2026-01-31T00:00:00Z");
  }

  @Test
  void namesAndTimesAreShown() {
    api.on("/v1/reports", page(1, false));

    assertThat(errand.run("list").lines().get(1))
        .isEqualTo(Samples.ID + "  SUCCEEDED    1,000  2026-11-24 10:00:00Z  monday");
    assertThat(errand.run("list", "-o", "csv").lines())
        .containsExactly(
            "id,status,records,created_at,name",
            Samples.ID + ",SUCCEEDED,1000,2026-11-24T10:00:00.120Z,monday");
  }

  @Test
  void aHostileNameStaysOnItsLine() {
    String name = "x\u001B[2J\n\u202Ey, \"z\"";
    api.on(
        "/v1/reports",
        json(
            200,
            Json.object("reports", Json.array(List.of(Samples.succeeded(1).with("name", name))))
                .toString()));

    assertThat(errand.onTerminal(200, Style.PLAIN).run("list").lines())
        .hasSize(2)
        .noneMatch(line -> line.contains("\u001B"));
    assertThat(errand.run("list", "-o", "csv").out())
        .contains("\"" + name.replace("\"", "\"\"") + "\"");
  }

  @Test
  void numbersDoNotDependOnTheLocale() {
    api.on("/v1/reports", page(1, false));
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);

      assertThat(errand.run("list").out()).contains("1,000");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static ScriptedApi.Reply page(int reports, boolean more) {
    Json page =
        Json.object(
            "reports",
            Json.array(IntStream.range(0, reports).mapToObj(i -> Samples.succeeded(1000)).toList()),
            "next_page_token",
            more ? "next" : null);
    return json(200, page.toString());
  }
}
