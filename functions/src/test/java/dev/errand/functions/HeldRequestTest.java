package dev.errand.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.core.Attempt;
import dev.errand.core.ReportId;
import dev.errand.functions.report.Execution;
import dev.errand.functions.testing.Answer;
import dev.errand.functions.testing.Call;
import dev.errand.functions.testing.Requests;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestTable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;

/**
 * {@code Prefer: wait} holds a request only where the report is expected to end in that time: one
 * look at the table is an answer at once, more are a hold.
 *
 * <p>Seeded faults that it catches: a request that is never held, one that is held whatever the
 * worker expects, and a {@code Retry-After} from the report's age alone.
 */
class HeldRequestTest {

  /** Counts the reads of the table. */
  private static final class Looks implements ExecutionInterceptor {
    private final AtomicLong reads = new AtomicLong();

    @Override
    public void beforeExecution(
        Context.BeforeExecution context, ExecutionAttributes executionAttributes) {
      if (context.request() instanceof BatchGetItemRequest) {
        reads.incrementAndGet();
      }
    }
  }

  private final Looks looks = new Looks();
  private final TestTable table = watched(TestTable.create());
  private final TestClock clock = new TestClock();
  private final StepFunctionsModel stepFunctions = new StepFunctionsModel(clock);
  private final TestApi api = new TestApi(table, stepFunctions, clock, 10);

  @Test
  void isHeldWhileTheReportIsExpectedToEndInTheWait() {
    Attempt report = running();
    progress(report, 100, 98);

    assertThat(checks(report)).isGreaterThan(1);
  }

  @Test
  void isAnsweredAtOnceWhileTheReportIsExpectedToEndLater() {
    Attempt report = running();
    progress(report, 1_000_000, 0);

    assertThat(checks(report)).isEqualTo(1);
  }

  @Test
  void isHeldWhileTheAttemptIsTooYoungForAnEstimate() {
    Attempt report = running();
    clock.advance(Duration.ofSeconds(18));

    assertThat(checks(report)).isGreaterThan(1);
  }

  @Test
  void isAnsweredAtOnceWhereAnOldAttemptHasNoEstimate() {
    Attempt report = running();
    clock.advance(Duration.ofMinutes(5));

    assertThat(checks(report)).isEqualTo(1);
  }

  @Test
  void isAnsweredAtOnceWhereTheExpectedEndHasLongPassed() {
    Attempt report = running();
    progress(report, 100, 98);
    clock.advance(Duration.ofMinutes(5));

    assertThat(checks(report)).isEqualTo(1);
  }

  @Test
  void retryAfterIsTheTimeToTheExpectedEndWithinAMinute() {
    Attempt report = running();
    progress(report, 40, 0);
    assertThat(retryAfter(report)).isBetween(20L, 40L);

    progress(report, 1_000_000, 0);
    assertThat(retryAfter(report)).isEqualTo(60);
  }

  private TestTable watched(TestTable made) {
    return new TestTable(made.watchedBy(looks), made.name(), made.endpoint());
  }

  private Attempt running() {
    Answer accepted = api.send(Requests.post(Requests.CLIENT, "key", "monday"));
    for (Execution event : stepFunctions.events()) {
      api.statusRecorder(id -> Optional.empty()).record(event);
    }
    return Attempt.first(new ReportId(accepted.at("/id")));
  }

  /** The worker reads one record a second. */
  private void progress(Attempt attempt, int total, int records) {
    table
        .dynamoDb()
        .putItem(
            put ->
                put.tableName(table.name())
                    .item(
                        Map.of(
                            "pk", AttributeValue.fromS("PROGRESS#" + attempt.reportId()),
                            "sk", AttributeValue.fromS("PROGRESS"),
                            "attempt", AttributeValue.fromN("1"),
                            "stage", AttributeValue.fromS("reading"),
                            "records", AttributeValue.fromN(Integer.toString(records)),
                            "total", AttributeValue.fromN(Integer.toString(total)),
                            "records_per_second", AttributeValue.fromN("1"),
                            "updated_at", AttributeValue.fromS(clock.instant().toString()))));
  }

  /** How often a request that may be held for two seconds looks at the report. */
  private long checks(Attempt attempt) {
    long before = looks.reads.get();
    Answer answer = get(attempt, "wait=2");
    assertThat(answer.header("Preference-Applied")).contains("wait=2");
    return looks.reads.get() - before;
  }

  private long retryAfter(Attempt attempt) {
    return Long.parseLong(get(attempt, "").header("Retry-After").orElseThrow());
  }

  private Answer get(Attempt attempt, String prefer) {
    return api.send(
        Call.get("/v1/reports/" + attempt.reportId())
            .header("prefer", prefer)
            .as(Requests.CLIENT, "reports:read"));
  }
}
