package dev.errand.local.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errand.local.lambda.Invocation;
import dev.errand.local.metrics.Alarm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every alarm of the template fires at the fault that it is for, and at no healthy system. */
class TemplateAlarmsTest {

  private static final Invocation CRASH = new Invocation.FunctionError("Crash", "crashed");
  private static final String FAIL = "{\"Type\": \"Fail\", \"Error\": \"E\"}";

  /** A fault for each alarm, by its logical id. */
  private static final Map<String, Consumer<MeasuredStage>> FAULTS =
      Map.ofEntries(
          entry("StatusDeadLettersAlarm", TemplateAlarmsTest::recorderFailsOnAnEvent),
          entry("DeliveriesLateAlarm", stage -> twice(stage, Map.of("OldestDueSeconds", 601L))),
          entry("DispatcherAlarm", stage -> stage.pass(Duration.ofMinutes(5))),
          entry("RepairsAlarm", stage -> stage.log(Map.of("Repairs", 1L))),
          entry("RepairsFailedAlarm", stage -> twice(stage, Map.of("RepairsFailed", 1L))),
          entry("OldestQueuedAlarm", stage -> twice(stage, Map.of("OldestQueuedSeconds", 901L))),
          entry("ReconcilerAlarm", stage -> stage.pass(Duration.ofMinutes(15))),
          entry("FailedExecutionsAlarm", stage -> executeThreeTimes(stage, FAIL)),
          entry("FunctionErrorsAlarm", stage -> answers(stage, "IntakeFunction", CRASH)),
          entry(
              "FunctionThrottlesAlarm",
              stage -> answers(stage, "DeleteFunction", new Invocation.Throttled())),
          entry("ServerErrorsAlarm", TemplateAlarmsTest::aClientIsAnswered500));

  @TempDir Path folder;
  private MeasuredStage stage;

  @BeforeEach
  void open() throws IOException {
    stage = new MeasuredStage(folder);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private static Map.Entry<String, Consumer<MeasuredStage>> entry(
      String alarm, Consumer<MeasuredStage> fault) {
    return Map.entry(alarm, fault);
  }

  static Set<String> faults() {
    return FAULTS.keySet();
  }

  @Test
  void everyAlarmOfTheTemplateHasItsFault() {
    assertThat(FAULTS.keySet().stream().map(TemplateAlarmsTest::name))
        .containsExactlyInAnyOrderElementsOf(stage.alarms());
  }

  @Test
  void noAlarmFiresAtAHealthySystem() {
    stage.work();

    assertThat(states()).allSatisfy((alarm, state) -> assertThat(state).isEqualTo(Alarm.State.OK));
  }

  @Test
  void anAlarmThatMissesARunKnowsNothingBeforeTheFirstIsDue() {
    assertThat(stage.state(name("ReconcilerAlarm"))).isEqualTo(Alarm.State.INSUFFICIENT_DATA);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void anAlarmFiresAtItsFault(String alarm) {
    stage.work();

    FAULTS.get(alarm).accept(stage);

    await().untilAsserted(() -> assertThat(stage.state(name(alarm))).isEqualTo(Alarm.State.ALARM));
  }

  @Test
  void executionsThatTimeOutAreFailuresOfTheRate() {
    stage.execute(FAIL);
    stage.execute(FAIL);
    timeOut(stage, 1);

    await()
        .untilAsserted(
            () ->
                assertThat(stage.state(name("FailedExecutionsAlarm")))
                    .isEqualTo(Alarm.State.ALARM));
  }

  @Test
  void twoExecutionsThatTimeOutAreNoAlarm() {
    timeOut(stage, 2);

    assertThat(stage.state(name("FailedExecutionsAlarm"))).isEqualTo(Alarm.State.OK);
  }

  @Test
  void twoFailedExecutionsAreNoAlarm() {
    stage.execute(FAIL);
    stage.execute(FAIL);

    assertThat(stage.state(name("FailedExecutionsAlarm"))).isEqualTo(Alarm.State.OK);
  }

  @Test
  void anAlarmEndsWithTheLastPeriodThatHasTheFault() {
    stage.work();
    stage.log(Map.of("Repairs", 1L));
    stage.pass(Duration.ofMinutes(5));

    assertThat(stage.state(name("RepairsAlarm"))).isEqualTo(Alarm.State.OK);
  }

  private Map<String, Alarm.State> states() {
    return stage.alarms().stream().collect(Collectors.toMap(alarm -> alarm, stage::state));
  }

  private static String name(String logicalId) {
    return "errand-" + logicalId;
  }

  private static void recorderFailsOnAnEvent(MeasuredStage stage) {
    stage.answer("RecorderFunction", CRASH);
    stage.execute("{\"Type\": \"Succeed\"}");
    await().atMost(Duration.ofMinutes(1)).until(stage::hasDeadLetters);
  }

  private static void twice(MeasuredStage stage, Map<String, Long> values) {
    stage.log(values);
    stage.pass(Duration.ofMinutes(5));
    stage.log(values);
  }

  private static void executeThreeTimes(MeasuredStage stage, String state) {
    for (int i = 0; i < 3; i++) {
      stage.execute(state);
    }
  }

  private static void timeOut(MeasuredStage stage, int executions) {
    for (int i = 0; i < executions; i++) {
      stage.execute("{\"Type\": \"Wait\", \"Seconds\": 600, \"End\": true}");
    }
    stage.pass(Duration.ofSeconds(61));
  }

  private static void answers(MeasuredStage stage, String function, Invocation answer) {
    stage.answer(function, answer);
    stage.invoke(function);
  }

  private static void aClientIsAnswered500(MeasuredStage stage) {
    stage.answer("QueryFunction", CRASH);
    assertThat(stage.get()).isEqualTo(500);
  }
}
