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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** When the table deletes a report. */
class ExpiryTest {

  private final TestTable table = TestTable.create();
  private final TestClock clock = new TestClock();
  private final StepFunctionsModel stepFunctions = new StepFunctionsModel(clock);
  private final TestApi api = new TestApi(table, stepFunctions, clock, 1);

  /**
   * Otherwise it would count against its client for ever, since no event records the end of what is
   * not there. Seeded fault: a time to live on every report.
   */
  @Test
  void aReportThatIsActiveIsNotDeleted() {
    Attempt first =
        Attempt.first(
            new ReportId(api.send(Requests.post(Requests.CLIENT, "key", "monday")).at("/id")));
    assertThat(expiresAt()).as("QUEUED").isEmpty();
    record();
    assertThat(expiresAt()).as("RUNNING").isEmpty();

    stepFunctions.end(first, ExecutionStatus.FAILED);
    record();
    assertThat(expiresAt()).as("FAILED").isPresent();

    api.send(
        Call.post("/v1/reports/" + first.reportId() + "/retry")
            .as(Requests.CLIENT, Requests.READ_WRITE));
    assertThat(expiresAt()).as("QUEUED again").isEmpty();

    record();
    stepFunctions.end(first.next(), ExecutionStatus.SUCCEEDED);
    record();
    assertThat(expiresAt()).as("SUCCEEDED").isPresent();
    assertThat(api.reports().activeReports(Requests.CLIENT)).isZero();
  }

  private void record() {
    stepFunctions
        .events()
        .forEach(api.statusRecorder(id -> Optional.of(new Result(0, List.of())))::record);
  }

  private Optional<AttributeValue> expiresAt() {
    Map<String, AttributeValue> report =
        table.items().stream()
            .filter(item -> item.get("sk").s().equals("STATUS"))
            .findFirst()
            .orElseThrow();
    return Optional.ofNullable(report.get("expires_at"));
  }
}
