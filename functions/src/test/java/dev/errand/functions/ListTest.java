package dev.errand.functions;

import static dev.errand.functions.testing.Requests.CLIENT;
import static dev.errand.functions.testing.Requests.OTHER;
import static dev.errand.functions.testing.Requests.READ_WRITE;
import static dev.errand.functions.testing.Requests.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.core.ReportId;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Result;
import dev.errand.functions.store.ListQuery;
import dev.errand.functions.store.ReportList;
import dev.errand.functions.store.ReportPage;
import dev.errand.functions.testing.Answer;
import dev.errand.functions.testing.Call;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

class ListTest {

  private final TestClock clock = new TestClock();
  private final TestTable table = TestTable.create();
  private final StepFunctionsModel stepFunctions = new StepFunctionsModel(clock);
  private final TestApi api = new TestApi(table, stepFunctions, clock, 100);

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
        .forEach(api.statusRecorder(id -> Optional.of(new Result(0, List.of())))::record);

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
  void anAdministratorListsTheReportsOfAllClientsNewestFirst() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      all.add(api.send(post(i % 3 == 0 ? OTHER : CLIENT, "key-" + i, "monday")).at("/id"));
      clock.advance(Duration.ofMillis(i % 2));
    }
    Collections.reverse(all);

    List<String> seen = new ArrayList<>();
    Optional<String> token = Optional.empty();
    do {
      Call call = Call.get("/v1/reports").query("page_size", "4");
      token.ifPresent(text -> call.query("page_token", text));
      Answer page = api.send(call.as(CLIENT, "reports:admin"));
      assertThat(page.status()).as(page.body()).isEqualTo(200);
      seen.addAll(ids(page));
      token = Optional.of(page.json().path("next_page_token").asText()).filter(t -> !t.isEmpty());
    } while (token.isPresent());

    assertThat(seen).containsExactlyInAnyOrderElementsOf(all).doesNotHaveDuplicates();
    assertThat(createdAt(seen)).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(
            ids(
                api.send(
                    Call.get("/v1/reports")
                        .query("client_id", OTHER.toString())
                        .as(CLIENT, "reports:admin"))))
        .hasSize(8);
    assertThat(ids(list(Call.get("/v1/reports")))).as("a client's own").hasSize(15);
  }

  @Test
  void whatAPageOfAllReportsCostsDoesNotGrowWithTheReports() {
    CountedReads reads = new CountedReads();
    ReportList reports = new ReportList(table.watchedBy(reads), table.name());
    ListQuery query =
        new ListQuery(Optional.empty(), Set.of(), Set.of(), Optional.empty(), Optional.empty(), 20);
    for (int i = 0; i < 100; i++) {
      api.send(post(i % 3 == 0 ? OTHER : CLIENT, "key-" + i, "monday"));
      clock.advance(Duration.ofDays(i % 7 * 30L));
    }

    ReportPage page = reports.page(query, Optional.empty());

    assertThat(page.reports()).hasSize(20);
    assertThat(reads.queries.get()).isLessThanOrEqualTo(12);
    assertThat(reads.items.get()).isLessThan(70);
  }

  @Test
  void severalStatusesAndATimeBeforeNarrowTheList() {
    List<String> ids = new ArrayList<>();
    List<String> times = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Answer report = api.send(post(CLIENT, "key-" + i, "monday"));
      ids.add(report.at("/id"));
      times.add(report.at("/created_at"));
      clock.advance(Duration.ofSeconds(1));
    }
    stepFunctions.end(stepFunctions.executions().get(0).attempt(), ExecutionStatus.FAILED);
    stepFunctions.end(stepFunctions.executions().get(1).attempt(), ExecutionStatus.SUCCEEDED);
    stepFunctions
        .events()
        .forEach(api.statusRecorder(id -> Optional.of(new Result(0, List.of())))::record);

    assertThat(ids(list(Call.get("/v1/reports").query("status", "FAILED,SUCCEEDED"))))
        .containsExactly(ids.get(1), ids.get(0));
    assertThat(ids(list(Call.get("/v1/reports").query("created_before", times.get(2)))))
        .containsExactly(ids.get(1), ids.get(0));
    assertThat(
            ids(
                list(
                    Call.get("/v1/reports")
                        .query("created_after", times.get(0))
                        .query("created_before", times.get(3)))))
        .containsExactly(ids.get(2), ids.get(1));
    for (String wrong : List.of("", "FAILED,", "FAILED,failed", ",")) {
      assertThat(list(Call.get("/v1/reports").query("status", wrong)).status())
          .as(wrong)
          .isEqualTo(400);
    }
  }

  /** Counts queries and what they read. */
  private static final class CountedReads implements ExecutionInterceptor {
    private final AtomicInteger queries = new AtomicInteger();
    private final AtomicInteger items = new AtomicInteger();

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
      if (context.response() instanceof QueryResponse answer) {
        queries.incrementAndGet();
        items.addAndGet(answer.scannedCount());
      }
    }
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

  private List<String> createdAt(List<String> ids) {
    return ids.stream()
        .map(id -> api.reports().find(new ReportId(id)).orElseThrow().report().createdAt())
        .map(Instant::toString)
        .toList();
  }

  private static List<String> ids(Answer page) {
    return page.json().path("reports").findValuesAsText("id");
  }
}
