package dev.errand.functions;

import static dev.errand.functions.testing.Requests.CLIENT;
import static dev.errand.functions.testing.Requests.OTHER;
import static dev.errand.functions.testing.Requests.READ_WRITE;
import static dev.errand.functions.testing.Requests.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Result;
import dev.errand.functions.testing.Answer;
import dev.errand.functions.testing.Call;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListTest {

  private final TestClock clock = new TestClock();
  private final StepFunctionsModel stepFunctions = new StepFunctionsModel(clock);
  private final TestApi api = new TestApi(TestTable.create(), stepFunctions, clock, 100);

  @Test
  void pagesNeitherSkipNorRepeatWhileReportsComeIn() {
    List<String> before = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      before.add(api.send(post(CLIENT, "key-" + i, "monday")).at("/id"));
      api.send(post(OTHER, "key-" + i, "monday"));
    }
    Collections.reverse(before);

    List<String> seen = new ArrayList<>();
    Answer page = list(Call.get("/v1/reports").query("page_size", "5"));
    seen.addAll(ids(page));
    for (int i = 0; page.json().has("next_page_token"); i++) {
      api.send(post(CLIENT, "later-" + i, "monday"));
      page =
          list(
              Call.get("/v1/reports")
                  .query("page_size", "5")
                  .query("page_token", page.at("/next_page_token")));
      seen.addAll(ids(page));
    }

    assertThat(seen).containsExactlyElementsOf(before);
  }

  @Test
  void aStatusIsFoundAmongManyOthers() {
    String wanted = api.send(post(CLIENT, "first", "monday")).at("/id");
    for (int i = 0; i < 9; i++) {
      api.send(post(CLIENT, "key-" + i, "monday"));
    }
    stepFunctions.end(stepFunctions.executions().get(0).attempt(), ExecutionStatus.FAILED);
    stepFunctions
        .events()
        .forEach(api.statusRecord(id -> Optional.of(new Result(0, List.of())))::record);

    Answer failed = list(Call.get("/v1/reports").query("status", "FAILED").query("page_size", "1"));

    assertThat(ids(failed)).containsExactly(wanted);
    assertThat(ids(list(Call.get("/v1/reports").query("status", "RUNNING")))).hasSize(9);
    assertThat(
            ids(
                list(
                    Call.get("/v1/reports")
                        .query("created_after", failed.at("/reports/0/created_at")))))
        .hasSize(9)
        .doesNotContain(wanted);
  }

  @Test
  void aTokenThatWasTouchedOrBelongsToAnotherIsRefused() {
    for (int i = 0; i < 3; i++) {
      api.send(post(CLIENT, "key-" + i, "monday"));
    }
    String token = list(Call.get("/v1/reports").query("page_size", "1")).at("/next_page_token");

    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String touched = token.substring(0, i) + other + token.substring(i + 1);
      assertThat(list(Call.get("/v1/reports").query("page_token", touched)).status())
          .as(touched)
          .isEqualTo(400);
    }
    assertThat(
            api.send(Call.get("/v1/reports").query("page_token", token).as(OTHER, READ_WRITE))
                .status())
        .isEqualTo(400);
    assertThat(list(Call.get("/v1/reports").query("page_token", token)).status()).isEqualTo(200);
  }

  private Answer list(Call call) {
    return api.send(call.as(CLIENT, READ_WRITE));
  }

  private static List<String> ids(Answer page) {
    return page.json().path("reports").findValuesAsText("id");
  }
}
