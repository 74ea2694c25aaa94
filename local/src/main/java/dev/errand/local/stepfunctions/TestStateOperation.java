package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.AwsError;
import dev.errand.local.awsjson.Input;
import dev.errand.states.definition.InvalidDefinition;
import dev.errand.states.definition.ResourceValidator;
import dev.errand.states.inspection.StateTest;
import dev.errand.states.inspection.StateTestInput;
import dev.errand.states.inspection.StateTestResult;
import dev.errand.states.inspection.StateWork;
import dev.errand.states.inspection.TestedState;
import dev.errand.states.state.MapState;
import dev.errand.states.state.ParallelState;
import dev.errand.states.state.State;
import dev.errand.states.state.TaskResource;
import dev.errand.states.state.TaskState;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * {@code TestState}: runs one state. A state without a mock calls the services of the stage.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html">
 *     TestState</a>
 */
final class TestStateOperation implements Function<Input, ObjectNode> {

  private static final Set<String> LEVELS = Set.of("INFO", "DEBUG", "TRACE");
  private static final String HTTP_TASK = "arn:aws:states:::http:invoke";

  /** What a state is called that comes without a name. */
  private static final String NO_NAME = "TestState";

  private static final ResourceValidator ANY = resource -> Optional.empty();

  private final ExecutionRuntime runtime;

  TestStateOperation(ExecutionRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public ObjectNode apply(Input input) {
    String definition = input.required("definition");
    String level = input.oneOf("inspectionLevel", LEVELS).orElse("INFO");
    String text = input.text("input").orElse("{}");
    JsonNode data = data(text);
    Optional<TestStateMock> mock =
        input.body().hasNonNull("mock")
            ? Optional.of(TestStateMock.read(input.body().path("mock")))
            : Optional.empty();
    checkMembers(input, mock);
    TestedState tested =
        tested(definition, input.text("stateName"), mock.isPresent() ? ANY : callable());
    check(tested, level, mock);
    StateTestInput given = given(input, tested, data);
    StateWork work = mock.map(StateWork.class::cast).orElseGet(() -> new TestStateWork(runtime));
    StateTestResult result = new StateTest(tested, given, work).run();
    result.inspection().put("input", text);
    return answer(result, level);
  }

  private ResourceValidator callable() {
    return runtime.integrations();
  }

  private static JsonNode data(String input) {
    try {
      return Json.read(input);
    } catch (JsonProcessingException e) {
      throw new AwsError(
          "InvalidExecutionInput",
          "Invalid State Machine Execution Input: '%s'".formatted(e.getOriginalMessage()));
    }
  }

  private static TestedState tested(
      String definition, Optional<String> name, ResourceValidator resources) {
    try {
      return name.isEmpty()
          ? TestedState.alone(NO_NAME, definition, resources)
          : TestedState.within(definition, name.get(), resources)
              .orElseThrow(() -> invalid("The definition has no state '%s'".formatted(name.get())));
    } catch (InvalidDefinition e) {
      throw new AwsError("InvalidDefinition", e.getMessage());
    }
  }

  private static void checkMembers(Input input, Optional<TestStateMock> mock) {
    if (mock.isEmpty() && input.text("roleArn").isEmpty()) {
      throw invalid("roleArn must be specified when a mock is not specified");
    }
    if (mock.isEmpty() && input.body().hasNonNull("context")) {
      throw invalid("context can only be specified when a mock is specified");
    }
    if (mock.isPresent() && input.flag("revealSecrets").orElse(false)) {
      throw invalid("revealSecrets cannot be specified when a mock is specified");
    }
    if (input.body().path("stateConfiguration").hasNonNull("mapItemReaderData")) {
      throw invalid(
          "stateConfiguration.mapItemReaderData is not supported here; hand the items over in the input");
    }
  }

  private static void check(TestedState tested, String level, Optional<TestStateMock> mock) {
    State state = tested.state();
    Optional<TaskResource> resource =
        state instanceof TaskState task ? Optional.of(task.resource()) : Optional.empty();
    if (level.equals("TRACE")
        && resource.map(TaskResource::arn).filter(HTTP_TASK::equals).isEmpty()) {
      throw invalid("The inspection level TRACE is only supported for HTTP Tasks");
    }
    if (mock.isPresent()) {
      mock.get().check(tested);
    } else if (state instanceof MapState
        || state instanceof ParallelState
        || resource.filter(TestStateOperation::needsMock).isPresent()) {
      throw invalid(
          "A state of type %s is only supported when a mock is specified"
              .formatted(
                  resource
                      .map(task -> "Task with the resource " + task.arn())
                      .orElse(state.type())));
    }
  }

  private static boolean needsMock(TaskResource resource) {
    return resource.isSubmitted() || resource.kind() == TaskResource.Kind.ACTIVITY;
  }

  private StateTestInput given(Input input, TestedState tested, JsonNode data) {
    Map<String, JsonNode> variables = new HashMap<>();
    object(input, "variables")
        .ifPresent(
            object -> object.properties().forEach(v -> variables.put(v.getKey(), v.getValue())));
    JsonNode configuration = input.body().path("stateConfiguration");
    String inner = configuration.path("errorCausedByState").asText();
    if (!inner.isEmpty() && !tested.contains(inner)) {
      throw invalid(
          "stateConfiguration.errorCausedByState '%s' is not a state inside of '%s'"
              .formatted(inner, tested.name()));
    }
    Instant now = runtime.timer().instant().truncatedTo(ChronoUnit.MILLIS);
    int retries = count(configuration, "retrierRetryCount");
    return new StateTestInput(
        data,
        variables,
        object(input, "context").orElseGet(() -> context(input, tested, data, now, retries)),
        retries,
        count(configuration, "mapIterationFailureCount"),
        now,
        RandomGenerator.getDefault());
  }

  private static int count(JsonNode configuration, String member) {
    JsonNode count = configuration.path(member);
    if (count.isMissingNode() || count.isNull()) {
      return 0;
    }
    if (!count.canConvertToInt() || !count.isIntegralNumber() || count.intValue() < 0) {
      throw invalid("stateConfiguration.%s must be a whole number, 0 or more".formatted(member));
    }
    return count.intValue();
  }

  private static Optional<ObjectNode> object(Input input, String member) {
    return input.text(member).map(text -> object(member, text));
  }

  private static ObjectNode object(String member, String text) {
    try {
      if (Json.read(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException notJson) {
      // the same refusal as for JSON of another kind
    }
    throw invalid("%s must be a JSON object".formatted(member));
  }

  /** What the context object has if the caller gives none. */
  private ObjectNode context(
      Input input, TestedState tested, JsonNode data, Instant now, int retries) {
    Arns arns = new Arns(runtime.account());
    ObjectNode context = Json.object();
    context
        .putObject("Execution")
        .put("Id", arns.execution(NO_NAME, NO_NAME))
        .put("Name", NO_NAME)
        .put("RoleArn", input.text("roleArn").orElse(""))
        .put("StartTime", now.toString())
        .put("RedriveCount", 0)
        .set("Input", data);
    context.putObject("StateMachine").put("Id", arns.stateMachine(NO_NAME)).put("Name", NO_NAME);
    ObjectNode state =
        context.putObject("State").put("Name", tested.name()).put("EnteredTime", now.toString());
    if (tested.state().isRetried()) {
      state.put("RetryCount", retries);
    }
    if (tested.state() instanceof TaskState task && task.resource().hasTaskToken()) {
      context.putObject("Task").put("Token", "test");
    }
    return context;
  }

  private static ObjectNode answer(StateTestResult result, String level) {
    ObjectNode answer = Json.object().put("status", result.status().name());
    result.output().ifPresent(output -> answer.put("output", Json.write(output)));
    result.next().ifPresent(next -> answer.put("nextState", next));
    result.error().flatMap(StatesError::error).ifPresent(error -> answer.put("error", error));
    result.error().flatMap(StatesError::cause).ifPresent(cause -> answer.put("cause", cause));
    if (!level.equals("INFO")) {
      answer.set("inspectionData", result.inspection());
    }
    return answer;
  }

  private static AwsError invalid(String message) {
    return new AwsError("ValidationException", message);
  }
}
