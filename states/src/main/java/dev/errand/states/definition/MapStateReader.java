package dev.errand.states.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.dataflow.DataFlow;
import dev.errand.states.dataflow.FieldValue;
import dev.errand.states.dataflow.PayloadTemplate;
import dev.errand.states.state.FailurePolicy;
import dev.errand.states.state.ItemBatcher;
import dev.errand.states.state.MapState;
import dev.errand.states.state.State;
import dev.errand.states.state.Workflow;
import java.util.Optional;

/** Reads a Map state, in its old and new form. */
record MapStateReader(Fields fields, WorkflowReader workflows) {

  Optional<State> read(Optional<String> next) {
    FieldValueReader values = new FieldValueReader(fields);
    String processorField = fields.has("Iterator") ? "Iterator" : MapState.PROCESSOR;
    fields.exclude(MapState.PROCESSOR, "Iterator");
    if (!fields.has(processorField)) {
      fields.require(MapState.PROCESSOR);
    }
    Optional<Fields> processor = fields.child(processorField);
    Optional<MapState.Distribution> distribution =
        processor.flatMap(this::executionType).map(distributions()::read);
    Optional<Workflow> workflow = processor.flatMap(workflows::read);
    MapState.Items items =
        new MapState.Items(source(values), selector(), batcher(distribution.isPresent()));
    MapState.Limits limits =
        new MapState.Limits(
            values.integer("MaxConcurrency", 0, Integer.MAX_VALUE),
            values.integer("ToleratedFailureCount", 0, Integer.MAX_VALUE),
            values.decimal("ToleratedFailurePercentage", "0.0", "100.0"));
    fields.text("Label"); // marks the field as read
    DataFlow data = DataFlowReader.ofMap(fields);
    FailurePolicy policy = FailurePolicyReader.read(fields);
    return workflow.map(
        found -> new MapState(data, next, found, items, limits, distribution, policy));
  }

  private DistributionReader distributions() {
    return new DistributionReader(fields, workflows.resources());
  }

  /** The type of the child executions; empty if iterations are part of the execution. */
  private Optional<String> executionType(Fields processor) {
    Optional<Fields> config = processor.child("ProcessorConfig");
    String mode = config.flatMap(fields -> fields.text("Mode")).orElse("INLINE");
    Optional<String> type = config.flatMap(fields -> fields.text("ExecutionType"));
    config.ifPresent(Fields::refuseRest);
    return mode.equals("DISTRIBUTED") ? Optional.of(type.orElse("STANDARD")) : Optional.empty();
  }

  private Optional<FieldValue> source(FieldValueReader values) {
    if (!fields.isJsonata()) {
      return values.path("ItemsPath");
    }
    JsonNode items = fields.any("Items");
    return values
        .query("Items")
        .or(
            () ->
                items.isArray()
                    ? Optional.of(
                        new FieldValue.ByTemplate("Items", fields.template("Items").get()))
                    : unexpected(items));
  }

  private Optional<FieldValue> unexpected(JsonNode items) {
    if (!items.isMissingNode()) {
      fields.problem("Items", "Expected an array or a JSONata expression");
    }
    return Optional.empty();
  }

  private Optional<PayloadTemplate> selector() {
    fields.exclude("ItemSelector", "Parameters");
    return fields.has("Parameters") && !fields.isJsonata()
        ? fields.template("Parameters")
        : fields.template("ItemSelector");
  }

  private Optional<ItemBatcher> batcher(boolean distributed) {
    if (!distributed) {
      return Optional.empty();
    }
    return fields
        .child("ItemBatcher")
        .map(
            inner -> {
              FieldValueReader values = new FieldValueReader(inner);
              ItemBatcher batcher =
                  new ItemBatcher(
                      values.integer("MaxItemsPerBatch", 1, Integer.MAX_VALUE),
                      values.integer("MaxInputBytesPerBatch", 1, DataFlow.LIMIT),
                      inner.template("BatchInput"));
              inner.refuseRest();
              return batcher;
            });
  }
}
