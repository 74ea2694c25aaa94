package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Reads a Map state, in its old and new form. */
record MapReader(Fields fields, FlowReader flows) {

  Optional<State> read(Optional<String> next) {
    QuantityReader quantities = new QuantityReader(fields);
    String processorField = fields.has("Iterator") ? "Iterator" : MapState.PROCESSOR;
    fields.exclude(MapState.PROCESSOR, "Iterator");
    if (!fields.has(processorField)) {
      fields.require(MapState.PROCESSOR);
    }
    Optional<Fields> processor = fields.child(processorField);
    boolean distributed = processor.map(this::isDistributed).orElse(false);
    Optional<Flow> flow = processor.flatMap(flows::read);
    MapState.Items items = new MapState.Items(source(quantities), selector(), batcher(distributed));
    MapState.Limits limits =
        new MapState.Limits(
            quantities.integer("MaxConcurrency", 0, Integer.MAX_VALUE),
            quantities.integer("ToleratedFailureCount", 0, Integer.MAX_VALUE),
            quantities.decimal("ToleratedFailurePercentage", "0.0", "100.0"),
            distributed,
            fields.text("Label"));
    refuse("ItemReader", "reads items from S3");
    refuse("ResultWriter", "writes results to S3");
    DataFlow data = DataFlowReader.ofMap(fields);
    FailurePolicy policy = FailurePolicyReader.read(fields);
    return flow.map(found -> new MapState(data, next, found, items, limits, policy));
  }

  private void refuse(String field, String what) {
    if (fields.has(field)) {
      fields.any(field);
      fields.problem(
          field,
          "Field '%s' is not supported here, it %s: hand the items over in the state's input"
              .formatted(field, what));
    }
  }

  private boolean isDistributed(Fields processor) {
    Optional<Fields> config = processor.child("ProcessorConfig");
    String mode = config.flatMap(fields -> fields.text("Mode")).orElse("INLINE");
    config.ifPresent(
        fields -> {
          fields.text("ExecutionType");
          fields.refuseRest();
        });
    return mode.equals("DISTRIBUTED");
  }

  private Optional<Quantity> source(QuantityReader quantities) {
    if (!fields.isJsonata()) {
      return quantities.path("ItemsPath");
    }
    JsonNode items = fields.any("Items");
    return quantities
        .query("Items")
        .or(
            () ->
                items.isArray()
                    ? Optional.of(new Quantity.ByTemplate("Items", fields.template("Items").get()))
                    : unexpected(items));
  }

  private Optional<Quantity> unexpected(JsonNode items) {
    if (!items.isMissingNode()) {
      fields.problem("Items", "Expected an array or a JSONata expression");
    }
    return Optional.empty();
  }

  private Optional<Template> selector() {
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
              QuantityReader quantities = new QuantityReader(inner);
              ItemBatcher batcher =
                  new ItemBatcher(
                      quantities.integer("MaxItemsPerBatch", 1, Integer.MAX_VALUE),
                      quantities.integer("MaxInputBytesPerBatch", 1, DataFlow.LIMIT),
                      inner.template("BatchInput"));
              inner.refuseRest();
              return batcher;
            });
  }
}
