package dev.errand.functions;

import static dev.errand.functions.testing.Requests.CLIENT;
import static dev.errand.functions.testing.Requests.OTHER;
import static dev.errand.functions.testing.Requests.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.core.Attempt;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Result;
import dev.errand.functions.testing.Answer;
import dev.errand.functions.testing.Call;
import dev.errand.functions.testing.KillableExecutions;
import dev.errand.functions.testing.KillableExecutions.Kill;
import dev.errand.functions.testing.KillableExecutions.Killed;
import dev.errand.functions.testing.Requests;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdempotencyTest {

  private final TestClock clock = new TestClock();
  private final StepFunctionsModel stepFunctions = new StepFunctionsModel(clock);
  private final KillableExecutions killable = new KillableExecutions(stepFunctions);
  private final TestApi api = new TestApi(TestTable.create(), killable, clock, 10);

  @Test
  void manyPostsOfOneKeyAtOnceAreOneReportAndOneExecution() {
    List<Answer> answers = atOnce(16, i -> api.send(post(CLIENT, "key", "monday")));

    assertThat(answers).extracting(Answer::status).containsOnly(202);
    assertThat(answers)
        .extracting(answer -> answer.at("/id"))
        .containsOnly(answers.get(0).at("/id"));
    assertThat(answers).filteredOn(a -> a.header("Idempotent-Replay").isEmpty()).hasSize(1);
    assertThat(stepFunctions.executions()).hasSize(1);
    assertThat(api.reports().activeReports(CLIENT)).isEqualTo(1);
  }

  @Test
  void tenRequestsAtOnceAllSucceedAndTheNextIsOneTooMany() {
    List<Answer> answers = atOnce(11, i -> api.send(post(CLIENT, "key-" + i, "monday")));

    assertThat(answers).filteredOn(answer -> answer.status() == 202).hasSize(10);
    assertThat(answers).filteredOn(answer -> answer.status() == 429).hasSize(1);
    assertThat(stepFunctions.executions()).hasSize(10);
  }

  @Test
  void theSameKeyOfAnotherCallerIsAnotherKey() {
    String ours = api.send(post(CLIENT, "key", "monday")).at("/id");

    assertThat(api.send(post(OTHER, "key", "monday")).at("/id")).isNotEqualTo(ours);
    assertThat(api.send(post(CLIENT, "key", "tuesday")).status()).isEqualTo(422);
  }

  @Test
  void aKeyIsFreeAgainAfterADay() {
    String first = api.send(post(CLIENT, "key", "monday")).at("/id");
    clock.advance(Duration.ofHours(25));

    Answer second = api.send(post(CLIENT, "key", "tuesday"));

    assertThat(second.status()).isEqualTo(202);
    assertThat(second.at("/id")).isNotEqualTo(first);
  }

  @Test
  void sendingAgainStartsWhatAKilledFunctionHadOnlyStored() {
    killable.kill(Kill.BEFORE_THE_NEXT_CALL);
    assertThatThrownBy(() -> api.send(post(CLIENT, "key", "monday"))).isInstanceOf(Killed.class);
    assertThat(stepFunctions.executions()).isEmpty();

    Answer again = api.send(post(CLIENT, "key", "monday"));

    assertThat(again.header("Idempotent-Replay")).contains("true");
    assertThat(stepFunctions.executions())
        .singleElement()
        .satisfies(
            execution ->
                assertThat(execution.attempt().executionName()).isEqualTo(again.at("/id") + "-1"));
  }

  @Test
  void aReportIsAcceptedThoughStepFunctionsRefusesToStartItNow() {
    stepFunctions.setUnavailable(true);

    Answer answer = api.send(post(CLIENT, "key", "monday"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.at("/status")).isEqualTo("QUEUED");
  }

  @Test
  void retryingAgainStartsWhatAKilledFunctionHadOnlyStored() {
    String id = failed();
    killable.kill(Kill.BEFORE_THE_NEXT_CALL);
    assertThatThrownBy(() -> api.send(control(id, "retry"))).isInstanceOf(Killed.class);

    Answer again = api.send(control(id, "retry"));

    assertThat(again.status()).isEqualTo(202);
    assertThat(again.at("/attempt")).isEqualTo("2");
    assertThat(executionNames()).containsExactly(id + "-1", id + "-2");
  }

  @Test
  void aRetryIsOneAttemptHoweverOftenItIsSentWithItsKey() {
    String id = failed();
    Call retry = control(id, "retry").header("Idempotency-Key", "again");
    api.send(retry);
    stepFunctions.end(Attempt.fromExecutionName(id + "-2"), ExecutionStatus.FAILED);
    deliver();

    Answer replayed = api.send(retry);

    assertThat(replayed.status()).isEqualTo(202);
    assertThat(replayed.header("Idempotent-Replay")).contains("true");
    assertThat(replayed.at("/status")).isEqualTo("FAILED");
    assertThat(executionNames()).containsExactly(id + "-1", id + "-2");
    assertThat(api.send(control(id, "retry").header("Idempotency-Key", "once-more")).at("/attempt"))
        .isEqualTo("3");
  }

  @Test
  void manyRetriesOfOneKeyAtOnceAreOneAttempt() {
    String id = failed();

    List<Answer> answers =
        atOnce(8, i -> api.send(control(id, "retry").header("Idempotency-Key", "again")));

    assertThat(answers).extracting(Answer::status).containsOnly(202);
    assertThat(answers).filteredOn(a -> a.header("Idempotent-Replay").isEmpty()).hasSize(1);
    assertThat(executionNames()).containsExactly(id + "-1", id + "-2");
  }

  @Test
  void aCancelSentAgainWithItsKeyLeavesALaterAttemptAlone() {
    String id = api.send(post(CLIENT, "key", "monday")).at("/id");
    Call cancel = control(id, "cancel").header("Idempotency-Key", "stop");
    api.send(cancel);
    deliver();
    api.send(control(id, "retry"));
    deliver();

    Answer replayed = api.send(cancel);

    assertThat(replayed.header("Idempotent-Replay")).contains("true");
    assertThat(replayed.at("/status")).isEqualTo("RUNNING");
  }

  @Test
  void aKeyBelongsToOneCallAndOneReport() {
    String id = failed();
    api.send(control(id, "retry").header("Idempotency-Key", "again"));

    assertThat(api.send(control(id, "cancel").header("Idempotency-Key", "again")).status())
        .isEqualTo(422);
    assertThat(api.send(post(CLIENT, "again", "monday")).status()).isEqualTo(422);
    assertThat(api.send(control(id, "retry").header("Idempotency-Key", "key")).status())
        .isEqualTo(422);
  }

  @Test
  void aCancelStopsAnEarlierAttemptThatSomebodyHasRedriven() {
    String id = failed();
    api.send(control(id, "retry"));
    stepFunctions.redrive(Attempt.fromExecutionName(id + "-1"));
    deliver();

    api.send(control(id, "cancel"));

    assertThat(stepFunctions.executions())
        .extracting(Execution::status)
        .containsOnly(ExecutionStatus.ABORTED);
  }

  private String failed() {
    String id = api.send(post(CLIENT, "key", "monday")).at("/id");
    stepFunctions.end(Attempt.fromExecutionName(id + "-1"), ExecutionStatus.FAILED);
    deliver();
    return id;
  }

  private void deliver() {
    stepFunctions
        .events()
        .forEach(api.statusRecorder(report -> Optional.of(new Result(0, List.of())))::record);
  }

  private static Call control(String id, String verb) {
    return Call.post("/v1/reports/" + id + "/" + verb).as(CLIENT, Requests.READ_WRITE);
  }

  private List<String> executionNames() {
    return stepFunctions.executions().stream()
        .map(execution -> execution.attempt().executionName())
        .toList();
  }

  private static List<Answer> atOnce(int times, IntFunction<Answer> call) {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      List<CompletableFuture<Answer>> answers =
          IntStream.range(0, times)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> call.apply(i), threads))
              .toList();
      return answers.stream().map(CompletableFuture::join).toList();
    } finally {
      threads.shutdown();
    }
  }
}
