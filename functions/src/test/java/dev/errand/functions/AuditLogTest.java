package dev.errand.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.core.Attempt;
import dev.errand.core.ReportId;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Result;
import dev.errand.functions.testing.Call;
import dev.errand.functions.testing.Requests;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestTable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The log says who did what to which report, as docs/operations.md promises. */
class AuditLogTest {

  private static final String SUBJECT = "billing-system";

  private final TestTable table = TestTable.create();
  private final TestClock clock = new TestClock();
  private final StepFunctionsModel stepFunctions = new StepFunctionsModel(clock);
  private final TestApi api = new TestApi(table, stepFunctions, clock, 1);

  @Test
  void everyChangeAndEveryDownloadNamesItsCallerAndItsReport() {
    ReportId id =
        new ReportId(
            api.send(
                    Requests.post(Requests.CLIENT, "key", "monday")
                        .as(SUBJECT, Requests.CLIENT, Requests.READ_WRITE))
                .at("/id"));
    Attempt first = Attempt.first(id);
    call(Call.post("/v1/reports/" + id + "/cancel"));
    stepFunctions.end(first, ExecutionStatus.ABORTED);
    record();
    call(Call.post("/v1/reports/" + id + "/retry"));
    record();
    stepFunctions.end(first.next(), ExecutionStatus.SUCCEEDED);
    record();
    call(Call.get("/v1/reports/" + id + "/result"));
    call(Call.of("DELETE", "/v1/reports/" + id));

    for (String what :
        List.of(
            "accepted", "cancel", "retry", "handed out addresses to download from", "deleted")) {
      assertThat(api.log().lines())
          .filteredOn(line -> line.contains("\"message\":\"" + what + "\""))
          .as("lines that say: %s, in\n%s", what, api.log())
          .singleElement()
          .asString()
          .contains("\"actor\":\"" + SUBJECT + "\"", "\"report_id\":\"" + id + "\"");
    }
  }

  private void call(Call call) {
    api.send(call.as(SUBJECT, Requests.CLIENT, Requests.READ_WRITE));
  }

  private void record() {
    stepFunctions
        .events()
        .forEach(api.statusRecorder(id -> Optional.of(new Result(0, List.of())))::record);
  }
}
