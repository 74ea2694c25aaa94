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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs its item processor for each item of an array. */
public record MapState(
    DataFlow flow,
    Optional<String> next,
    Workflow processor,
    Items items,
    Limits limits,
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

  /**
   * The limits of the iterations, as the definition has them.
   *
   * @param label of the Map Run, empty if it is given none
   */
  public record Limits(
      Optional<FieldValue> maxConcurrency,
      Optional<FieldValue> toleratedCount,
      Optional<FieldValue> toleratedPercentage,
      boolean distributed,
      Optional<String> label) {}

  @Override
  public String type() {
    return "Map";
  }

  @Override
  public Step enter(StateContext context) {
    EvaluationScope scope = context.scope().with(flow.input(context.scope()));
    JsonNode found = items.source().map(path -> path.evaluate(scope, "array")).orElse(scope.data());
    if (!(found instanceof ArrayNode array)) {
      throw notAnArray(found);
    }
    return new Step.RunIterations(
        items
            .batcher()
            .map(batcher -> batcher.batches(array, scope, this::selected))
            .orElse(array));
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
    return items.batcher().isPresent() ? item : selected(scope.with(flow.input(scope)), item);
  }

  private JsonNode selected(EvaluationScope scope, JsonNode item) {
    return items.selector().map(template -> template.evaluate(scope)).orElse(item);
  }

  public int maxConcurrency(StateContext context) {
    EvaluationScope scope = context.scope().with(flow.input(context.scope()));
    return whole(limits.maxConcurrency(), scope, "MaxConcurrency");
  }

  public MapSettings settings(StateContext context, int maxConcurrency, String runName) {
    EvaluationScope scope = context.scope().with(flow.input(context.scope()));
    return new MapSettings(
        maxConcurrency,
        limits.distributed() ? Optional.of(limits.label().orElse(runName)) : Optional.empty(),
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
    return Stream.concat(
        values.flatMap(FieldValue::variables),
        items.selector().stream().flatMap(PayloadTemplate::variables));
  }

  @Override
  public Map<String, Workflow> inner() {
    return Map.of(PROCESSOR, processor);
  }
}
