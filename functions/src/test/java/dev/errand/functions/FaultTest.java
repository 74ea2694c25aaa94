package dev.errand.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.functions.testing.Answer;
import dev.errand.functions.testing.Call;
import dev.errand.functions.testing.Requests;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestTable;
import org.junit.jupiter.api.Test;

class FaultTest {

  private static final String ID = "01JDG00000000000000000000A";

  @Test
  void whatFailedIsLoggedWithTheReportAndTheClientAndNotShown() {
    TestTable table = TestTable.create();
    TestClock clock = new TestClock();
    TestApi api = new TestApi(table, new StepFunctionsModel(clock), clock, 1);
    table.dynamoDb().deleteTable(delete -> delete.tableName(table.name()));

    Answer answer =
        api.send(Call.get("/v1/reports/" + ID).as(Requests.CLIENT, Requests.READ_WRITE));

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body())
        .doesNotContain("Exception", table.name())
        .as("a GET changes nothing in any case")
        .doesNotContain("changed");
    assertThat(api.log())
        .contains(
            "\"level\":\"ERROR\"",
            "\"report_id\":\"" + ID + "\"",
            "\"client_id\":\"" + Requests.CLIENT + "\"");
  }
}
