package dev.errand.states.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.errand.states.dataflow.DataFlow;
import dev.errand.states.dataflow.FieldValue;
import dev.errand.states.dataflow.JsonataFlow;
import dev.errand.states.dataflow.PayloadTemplate;
import dev.errand.states.value.EvaluationScope;
import dev.errand.states.value.Json;
import dev.errand.states.value.NumericValues;
import dev.errand.states.value.StatesError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Runs its item processor for each item of an array. */
public record MapState(
    DataFlow flow,
    Optional<String> next,
    Workflow processor,
    Items items,
    Limits limits,
    Optional<Distribution> distribution,
    FailurePolicy failurePolicy)
    implements ResultState {

  public static final String PROCESSOR = "ItemProcessor";

  /**
   * What is iterated over.
   *
   * @param source {@code ItemsPath} or {@code Items}; the input if there is none
   * @param selector what an iteration begins with, if not the item
   * @param batcher how items are put together for one iteration
   */
  public record Items(
      Optional<FieldValue> source,
      Optional<PayloadTemplate> selector,
      Optional<ItemBatcher> batcher) {}

  /** The limits of the iterations, as the definition has them. */
  public record Limits(
      Optional<FieldValue> maxConcurrency,
      Optional<FieldValue> toleratedCount,
      Optional<FieldValue> toleratedPercentage) {}

  /**
   * How iterations run as executions of their own.
   *
   * @param label of the Map Run, empty if it is given none
   * @param executionType {@code STANDARD} or {@code EXPRESS}
   */
  public record Distribution(
      Optional<String> label,
      String executionType,
      Optional<ItemReader> reader,
      Optional<ResultWriter> writer) {

    Stream<String> variables() {
      return Stream.concat(
          reader.stream().flatMap(ItemReader::variables),
          writer.stream().flatMap(ResultWriter::variables));
    }
  }

  @Override
  public String type() {
    return "Map";
  }

  @Override
  public Step enter(StateContext context) {
    if (distribution.flatMap(Distribution::reader).isPresent()) {
      return new Step.StartMapRun(Optional.empty());
    }
    ArrayNode array = array(context);
    return distribution.isPresent()
        ? new Step.StartMapRun(Optional.of(array))
        : new Step.RunIterations(array);
  }

  private ArrayNode array(StateContext context) {
    EvaluationScope scope = context.scope().with(flow.input(context.scope()));
    JsonNode found = items.source().map(path -> path.evaluate(scope, "array")).orElse(scope.data());
    if (!(found instanceof ArrayNode array)) {
      throw notAnArray(found);
    }
    return array;
  }

  private StatesError notAnArray(JsonNode found) {
    if (flow instanceof JsonataFlow) {
      return StatesError.query(
          "Map state input must be an array but was: %s".formatted(Json.write(found)));
    }
    return items.source().orElse(null) instanceof FieldValue.ByPath path
        ? StatesError.runtime("Reference path \"%s\" must point to array.".formatted(path.path()))
        : StatesError.runtime(
            "Map state input must be an array but was: %s".formatted(Json.write(found)));
  }

  /**
   * What an iteration begins with.
   *
   * @param scope whose context object has the item
   */
  public JsonNode input(EvaluationScope scope, JsonNode item) {
    return selected(scope.with(flow.input(scope)), item);
  }

  /** What the child executions of a Map Run begin with. */
  public List<ChildInput> childInputs(StateContext context, ArrayNode array) {
    EvaluationScope scope = context.scope().with(flow.input(context.scope()));
    List<ChildInput> inputs = new ArrayList<>();
    if (items.batcher().isPresent()) {
      items
          .batcher()
          .get()
          .batches(array, scope, this::selected)
          .forEach(batch -> inputs.add(new ChildInput(batch, batch.path("Items").size())));
      return inputs;
    }
    for (int i = 0; i < array.size(); i++) {
      JsonNode item = array.get(i);
      inputs.add(new ChildInput(selected(scope.withItem(i, item), item), 1));
    }
    return inputs;
  }

  /**
   * What a child execution begins with.
   *
   * @param items how many items are in it
   */
  public record ChildInput(JsonNode input, int items) {}

  private JsonNode selected(EvaluationScope scope, JsonNode item) {
    return items.selector().map(template -> template.evaluate(scope)).orElse(item);
  }

  public int maxConcurrency(StateContext context) {
    EvaluationScope scope = context.scope().with(flow.input(context.scope()));
    return whole(limits.maxConcurrency(), scope, "MaxConcurrency");
  }

  /**
   * What a distributed Map state asks for.
   *
   * @param workflow the location of its item processor
   */
  public MapRunRequest request(
      StateContext context, String workflow, Optional<ArrayNode> array, int maxConcurrency) {
    EvaluationScope scope = context.scope().with(flow.input(context.scope()));
    Distribution distributed = distribution.orElseThrow();
    return new MapRunRequest(
        workflow,
        distributed.label().orElseGet(() -> label(context.name())),
        distributed.executionType(),
        array,
        distributed.reader().map(reader -> reader.evaluate(scope)),
        settings(context, maxConcurrency),
        distributed.writer().map(writer -> writer.evaluate(scope)).orElse(ResultDestination.STATE),
        0);
  }

  private static String label(String state) {
    String readable = state.replaceAll("[^A-Za-z0-9_-]", "");
    return readable.isEmpty() ? "Map" : readable;
  }

  public MapSettings settings(StateContext context, int maxConcurrency) {
    EvaluationScope scope = context.scope().with(flow.input(context.scope()));
    return new MapSettings(
        maxConcurrency,
        whole(limits.toleratedCount(), scope, "ToleratedFailureCount"),
        percentage(scope));
  }

  private static int whole(Optional<FieldValue> field, EvaluationScope scope, String name) {
    return field
        .map(
            fieldValue -> {
              JsonNode value = fieldValue.evaluate(scope, "number");
              long whole =
                  NumericValues.whole(value)
                      .filter(number -> number <= Integer.MAX_VALUE)
                      .orElseThrow(() -> invalid(fieldValue, value, "integer"));
              if (whole < 0) {
                throw StatesError.runtime(name + " cannot be negative.");
              }
              return (int) whole;
            })
        .orElse(0);
  }

  private double percentage(EvaluationScope scope) {
    return limits
        .toleratedPercentage()
        .map(
            fieldValue -> {
              JsonNode value = fieldValue.evaluate(scope, "number");
              BigDecimal number =
                  NumericValues.decimal(value)
                      .orElseThrow(() -> invalid(fieldValue, value, "float"));
              if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(100)) > 0) {
                throw StatesError.runtime("ToleratedFailurePercentage must be between 0 and 100.");
              }
              return number.doubleValue();
            })
        .orElse(0.0);
  }

  private static StatesError invalid(FieldValue fieldValue, JsonNode value, String kind) {
    if (fieldValue instanceof FieldValue.ByPath path) {
      return StatesError.runtime(
          "The %s field refers to value \"%s\" which is not a valid %s: %s"
              .formatted(
                  path.field(),
                  value.isTextual() ? value.textValue() : Json.write(value),
                  kind,
                  path.path()));
    }
    return fieldValue.refused(value, "", "is not a valid " + kind);
  }

  @Override
  public Stream<String> ownVariables() {
    Stream<FieldValue> values =
        Stream.of(
                items.source(),
                limits.maxConcurrency(),
                limits.toleratedCount(),
                limits.toleratedPercentage())
            .flatMap(Optional::stream);
    return Stream.of(
            values.flatMap(FieldValue::variables),
            items.selector().stream().flatMap(PayloadTemplate::variables),
            distribution.stream().flatMap(Distribution::variables))
        .flatMap(Function.identity());
  }

  @Override
  public Map<String, Workflow> inner() {
    return Map.of(PROCESSOR, processor);
  }
}
