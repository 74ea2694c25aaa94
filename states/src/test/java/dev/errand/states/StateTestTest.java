package dev.errand.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.definition.InvalidDefinition;
import dev.errand.states.inspection.StateTest;
import dev.errand.states.inspection.StateTestInput;
import dev.errand.states.inspection.StateTestResult;
import dev.errand.states.inspection.StateTestResult.Status;
import dev.errand.states.inspection.StateWork;
import dev.errand.states.inspection.TestedState;
import dev.errand.states.state.Step;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where there are examples in AWS's documentation of TestState, they are here. */
class StateTestTest {

  private static final Instant NOW = Instant.parse("2026-01-31T08:00:00Z");

  private Step performed;
  private int retries;
  private int failedIterations;
  private Map<String, JsonNode> variables = Map.of();

  @Test
  void showsWhatEachFieldOfAPassStateMakesOfTheData() {
    StateTestResult result =
        run(
            """
            {"Type": "Pass", "InputPath": "$.payload", "Parameters": {"data": 1},
             "ResultPath": "$.result", "OutputPath": "$.result.data", "Next": "Another State"}""",
            "{\"payload\": {\"foo\": \"bar\"}}",
            null);

    assertThat(result.output()).hasToString("Optional[1]");
    assertThat(result.next()).contains("Another State");
    assertThat(result.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(result.inspection())
        .isEqualTo(
            Json.object()
                .put("input", "{\"payload\":{\"foo\":\"bar\"}}")
                .put("afterInputPath", "{\"foo\":\"bar\"}")
                .put("afterParameters", "{\"data\":1}")
                .put("afterResultSelector", "{\"data\":1}")
                .put("afterResultPath", "{\"payload\":{\"foo\":\"bar\"},\"result\":{\"data\":1}}"));
  }

  @Test
  void namesTheStateThatAChoiceStateLeadsTo() {
    StateTestResult result =
        run(
            """
            {"Type": "Choice", "Choices": [
              {"Variable": "$.number", "NumericEquals": 1, "Next": "Equals 1"},
              {"Variable": "$.number", "NumericEquals": 2, "Next": "Equals 2"}],
             "Default": "No Match"}""",
            "{\"number\": 2}",
            null);

    assertThat(result.next()).contains("Equals 2");
    assertThat(result.output().map(Json::write)).contains("{\"number\":2}");
  }

  @Test
  void showsTheDataOfATaskStateAfterEachField() {
    StateTestResult result =
        run(
            task(
                "\"InputPath\": \"$.a\", \"Parameters\": {\"b.$\": \"$\"},"
                    + " \"ResultSelector\": {\"c.$\": \"$.Payload\"}, \"ResultPath\": \"$.d\""),
            "{\"a\": 1}",
            "{\"Payload\": 2}");

    assertThat(((Step.Call) performed).parameters()).hasToString("{\"b\":1}");
    assertThat(result.inspection())
        .isEqualTo(
            Json.object()
                .put("input", "{\"a\":1}")
                .put("afterInputPath", "1")
                .put("afterParameters", "{\"b\":1}")
                .put("result", "{\"Payload\":2}")
                .put("afterResultSelector", "{\"c\":2}")
                .put("afterResultPath", "{\"a\":1,\"d\":{\"c\":2}}"));
  }

  @Test
  void evaluatesEachFieldOnceSoThatWhatIsShownIsWhatComesOut() {
    StateTestResult result =
        run(task("\"ResultSelector\": {\"id.$\": \"States.UUID()\"}"), "{}", "{}");

    assertThat(result.inspection().path("afterResultSelector").asText())
        .isEqualTo(result.output().map(Json::write).orElseThrow());
  }

  @Test
  void showsArgumentsAndVariablesInJsonata() {
    variables = Map.of("rate", Json.MAPPER.getNodeFactory().numberNode(3));
    StateTestResult result =
        run(
            task(
                "\"QueryLanguage\": \"JSONata\", \"Arguments\": {\"n\": \"{% $states.input.n * $rate %}\"},"
                    + " \"Assign\": {\"last\": \"{% $states.result.m %}\"}, \"Output\": \"{% $states.result.m + 1 %}\""),
            "{\"n\": 2}",
            "{\"m\": 6}");

    assertThat(result.output()).hasToString("Optional[7]");
    assertThat(result.inspection().path("afterArguments").asText()).isEqualTo("{\"n\":6}");
    assertThat(result.inspection().path("result").asText()).isEqualTo("{\"m\":6}");
    assertThat(read(result.inspection().path("variables").asText()))
        .isEqualTo(read("{\"rate\": 3, \"last\": 6}"));
    assertThat(result.inspection().has("afterInputPath")).isFalse();
  }

  @Test
  void tellsWhichRetrierAppliesAndHowLongItWaits() {
    retries = 1;
    StateTestResult result = fail("Lambda.ServiceException", RETRY);

    assertThat(result.status()).isEqualTo(Status.RETRIABLE);
    assertThat(result.inspection().path("errorDetails"))
        .hasToString("{\"retryIndex\":0,\"retryBackoffIntervalSeconds\":4}");
    assertThat(result.output()).isEmpty();
    assertThat(result.next()).isEmpty();
  }

  private static final String RETRY =
      "\"Retry\": [{\"ErrorEquals\": [\"Lambda.ServiceException\"], \"IntervalSeconds\": 2,"
          + " \"MaxAttempts\": 3, \"BackoffRate\": 2.0}]";
  private static final String CATCH =
      "\"Catch\": [{\"ErrorEquals\": [\"Other\"], \"Next\": \"A\"}, {\"ErrorEquals\":"
          + " [\"Lambda.ServiceException\"], \"ResultPath\": \"$.error\", \"Next\": \"B\"}]";

  @Test
  void aCatcherAppliesWhenTheRetriesAreUsedUp() {
    retries = 3;
    StateTestResult result = fail("Lambda.ServiceException", RETRY + "," + CATCH);

    assertThat(result.status()).isEqualTo(Status.CAUGHT_ERROR);
    assertThat(result.next()).contains("B");
    assertThat(result.output().map(Json::write))
        .contains(
            "{\"data\":\"value\",\"error\":{\"Error\":\"Lambda.ServiceException\",\"Cause\":\"why\"}}");
    assertThat(result.error().flatMap(StatesError::cause)).contains("why");
    assertThat(result.inspection().path("errorDetails")).hasToString("{\"catchIndex\":1}");
  }

  @Test
  void showsTheDataUpToAFailure() {
    StateTestResult result = fail("Unforeseen", RETRY + "," + CATCH);

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.error().flatMap(StatesError::error)).contains("Unforeseen");
    assertThat(result.inspection().properties().stream().map(Map.Entry::getKey))
        .containsExactly("input", "afterInputPath", "afterParameters");
  }

  @Test
  void aFieldThatCannotBeEvaluatedFailsTheState() {
    StateTestResult result =
        run("{\"Type\": \"Pass\", \"InputPath\": \"$.none\", \"End\": true}", "{}", null);

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.error().flatMap(StatesError::error)).contains("States.Runtime");
  }

  @Test
  void aFailStateFails() {
    StateTestResult result =
        run("{\"Type\": \"Fail\", \"Error\": \"E\", \"Cause\": \"C\"}", "{}", null);

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.error().flatMap(StatesError::cause)).contains("C");
  }

  @Test
  void waitsUntilAWaitStateIsOver() {
    StateTestResult result =
        run("{\"Type\": \"Wait\", \"Seconds\": 60, \"Next\": \"N\"}", "{\"a\": 1}", null);

    assertThat(slept).isEqualTo(NOW.plusSeconds(60));
    assertThat(result.next()).contains("N");
    assertThat(result.output().map(Json::write)).contains("{\"a\":1}");
  }

  @Test
  void showsWhatAMapStateIteratesOver() {
    StateTestResult result = run(map("\"MaxConcurrency\": 2,"), "{\"items\": [1, 2]}", "[10, 20]");

    assertThat(result.output().map(Json::write)).contains("[10,20]");
    assertThat(result.inspection().path("afterItemsPath").asText()).isEqualTo("[1,2]");
    assertThat(result.inspection().path("afterItemSelector").asText())
        .isEqualTo("[{\"value\":1,\"index\":0},{\"value\":2,\"index\":1}]");
    assertThat(result.inspection().path("maxConcurrency")).hasToString("2");
    assertThat(result.inspection().path("toleratedFailureCount")).hasToString("0");
  }

  @Test
  void aMapStateFailsAboveItsToleratedFailures() {
    failedIterations = 1;

    assertThat(run(map(""), "{\"items\": [1, 2]}", "[10, 20]").error().flatMap(StatesError::error))
        .contains("States.ExceedToleratedFailureThreshold");
  }

  private static String map(String more) {
    return """
    {"Type": "Map", "ItemsPath": "$.items", %s "End": true,
     "ItemSelector": {"value.$": "$$.Map.Item.Value", "index.$": "$$.Map.Item.Index"},
     "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}"""
        .formatted(more);
  }

  @Test
  void findsAStateOfAStateMachineAtAnyDepth() {
    String machine =
        "{\"StartAt\": \"M\", \"States\": {\"M\": %s}}"
            .formatted(
                map("")
                    .replace(
                        "\"Type\": \"Pass\"",
                        "\"Type\": \"Pass\", \"Parameters\": {\"i.$\": \"$$.Map.Item.Index\", \"v.$\": \"$$.Map.Item.Value\"}"));
    TestedState inner =
        TestedState.within(machine, "P", resource -> Optional.empty()).orElseThrow();

    assertThat(test(inner, "5", null).output().map(Json::write)).contains("{\"i\":0,\"v\":5}");
    assertThat(TestedState.within(machine, "Q", resource -> Optional.empty())).isEmpty();
  }

  @Test
  void refusesADefinitionThatIsNoState() {
    assertThatThrownBy(() -> run("{\"Type\": \"Pas\"}", "{}", null))
        .isInstanceOf(InvalidDefinition.class)
        .hasMessageContaining("/Type");
    assertThatThrownBy(
            () ->
                run(
                    map("").replace("\"StartAt\": \"P\"", "\"StartAt\": \"Q\""),
                    "{\"items\": []}",
                    "[]"))
        .isInstanceOf(InvalidDefinition.class)
        .hasMessageContaining("/ItemProcessor/StartAt");
  }

  private Instant slept;

  private StateTestResult fail(String error, String fields) {
    return test(alone(task(fields)), "{\"data\": \"value\"}", new StatesError(error, "why"));
  }

  private static String task(String fields) {
    return "{\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"End\": true, %s}"
        .formatted(fields);
  }

  private StateTestResult run(String state, String input, String result) {
    return test(alone(state), input, result == null ? null : read(result));
  }

  private static TestedState alone(String state) {
    return TestedState.alone("S", state, resource -> Optional.empty());
  }

  private StateTestResult test(TestedState tested, String input, Object outcome) {
    ObjectNode context = Json.object();
    context.putObject("State").put("Name", tested.name());
    return new StateTest(
            tested,
            new StateTestInput(
                read(input), variables, context, retries, failedIterations, NOW, new Random(1)),
            new StateWork() {
              @Override
              public JsonNode result(Step step) {
                performed = step;
                if (outcome instanceof StatesError error) {
                  throw error;
                }
                return (JsonNode) outcome;
              }

              @Override
              public void sleep(Instant until) {
                slept = until;
              }
            })
        .run();
  }

  private static JsonNode read(String json) {
    try {
      return Json.read(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
