package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.local.awsjson.AwsError;
import dev.errand.states.inspection.StateWork;
import dev.errand.states.inspection.TestedState;
import dev.errand.states.state.MapState;
import dev.errand.states.state.ParallelState;
import dev.errand.states.state.ResultState;
import dev.errand.states.state.Step;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The result that replaces the work of a tested state. It is not compared with the model of the
 * service that the state calls.
 *
 * @param result if the work has succeeded
 * @param error if it has failed
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_MockInput.html">MockInput</a>
 */
record TestStateMock(Optional<JsonNode> result, Optional<StatesError> error) implements StateWork {

  private static final Set<String> MODES = Set.of("STRICT", "PRESENT", "NONE");

  /**
   * Reads the member {@code mock}.
   *
   * @throws AwsError {@code ValidationException}
   */
  static TestStateMock read(JsonNode mock) {
    JsonNode result = mock.path("result");
    JsonNode errorOutput = mock.path("errorOutput");
    if (mock.hasNonNull("fieldValidationMode")
        && !MODES.contains(mock.path("fieldValidationMode").asText())) {
      throw invalid("mock.fieldValidationMode must be one of STRICT, PRESENT and NONE");
    }
    if (result.isTextual() == errorOutput.isObject()) {
      throw invalid("A mock must have either a result or an errorOutput");
    }
    if (result.isTextual()) {
      return new TestStateMock(Optional.of(document(result.textValue())), Optional.empty());
    }
    if (!errorOutput.path("error").isTextual()) {
      throw invalid("mock.errorOutput.error must be specified");
    }
    return new TestStateMock(
        Optional.empty(),
        Optional.of(
            new StatesError(
                Optional.of(errorOutput.path("error").textValue()),
                Optional.ofNullable(errorOutput.path("cause").textValue()))));
  }

  private static JsonNode document(String text) {
    try {
      return Json.read(text);
    } catch (JsonProcessingException e) {
      throw invalid("mock.result must be valid JSON: " + e.getOriginalMessage());
    }
  }

  /**
   * Checks that the state can have this result.
   *
   * @throws AwsError {@code ValidationException}
   */
  void check(TestedState tested) {
    if (!(tested.state() instanceof ResultState)) {
      throw invalid(
          "A mock can only be specified for a Task, Map or Parallel state, and this is a %s state"
              .formatted(tested.state().type()));
    }
    result.ifPresent(document -> checkResult(tested, document));
  }

  private static void checkResult(TestedState tested, JsonNode result) {
    if (tested.state() instanceof ParallelState parallel
        && (!result.isArray() || result.size() != parallel.branches().size())) {
      throw invalid(
          "The mock of a Parallel state must be an array of one result for each of its %d branches"
              .formatted(parallel.branches().size()));
    }
    if (tested.state() instanceof MapState && !result.isContainerNode()) {
      throw invalid("The mock of a Map state must be an array or an object");
    }
  }

  @Override
  public JsonNode result(Step step) {
    error.ifPresent(
        failure -> {
          throw failure;
        });
    return result.orElseThrow();
  }

  @Override
  public void sleep(Instant until) {
    throw new IllegalStateException("A Wait state has no mock");
  }

  private static AwsError invalid(String message) {
    return new AwsError("ValidationException", message);
  }
}
