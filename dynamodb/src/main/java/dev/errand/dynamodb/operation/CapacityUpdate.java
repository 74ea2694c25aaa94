package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.request.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of an UpdateTable request that changes the capacity of a table and of its indexes.
 *
 * @param description of the table, which is changed
 */
record CapacityUpdate(Input input, ObjectNode description, TableDescriptions descriptions) {

  private static final int MAX_INDEX_UPDATES = 5;
  private static final long MAX_UNITS = 1_000_000_000_000L;

  /**
   * Changes the description.
   *
   * @throws DynamoDbException if the table cannot have this capacity
   */
  void run() {
    String before = billingMode(description);
    updateThroughput(before);
    updateBillingMode(before);
  }

  /** The billing mode of a table: {@code PROVISIONED} or {@code PAY_PER_REQUEST}. */
  static String billingMode(ObjectNode description) {
    return description.path("BillingModeSummary").path("BillingMode").asText("PROVISIONED");
  }

  private void updateThroughput(String billingMode) {
    Optional<Input> asked = input.structure("ProvisionedThroughput");
    String mode = input.optionalString("BillingMode").orElse(billingMode);
    if (asked.isPresent() && mode.equals("PAY_PER_REQUEST")) {
      throw DynamoDbException.validation(
          UpdateTable.INVALID
              + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode"
              + " is PAY_PER_REQUEST");
    }
    List<Input> updates = input.structures("GlobalSecondaryIndexUpdates");
    if (updates.size() > MAX_INDEX_UPDATES) {
      throw DynamoDbException.of(
          DynamoDbException.Type.LIMIT_EXCEEDED,
          "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously"
              + " per table");
    }
    asked.ifPresent(
        some -> change((ObjectNode) description.get("ProvisionedThroughput"), some.json()));
    for (Input update : updates) {
      update.structure("Update").ifPresent(this::updateIndex);
    }
  }

  private void updateIndex(Input update) {
    JsonNode asked = update.json().get("ProvisionedThroughput");
    if (asked.get("ReadCapacityUnits").longValue() > MAX_UNITS
        || asked.get("WriteCapacityUnits").longValue() > MAX_UNITS) {
      throw DynamoDbException.validation(
          "This operation cannot be performed with given input values. Please contact DynamoDB"
              + " service team for more info: Action Blocked: IndexUpdate");
    }
    ObjectNode index = requiredIndex(description, update.string("IndexName"));
    change((ObjectNode) index.get("ProvisionedThroughput"), asked);
  }

  /** The description of an index, which must exist. */
  static ObjectNode requiredIndex(ObjectNode description, String name) {
    for (JsonNode index : description.path("GlobalSecondaryIndexes")) {
      if (index.get("IndexName").textValue().equals(name)) {
        return (ObjectNode) index;
      }
    }
    throw DynamoDbException.of(
        DynamoDbException.Type.RESOURCE_NOT_FOUND, "Requested resource not found");
  }

  private void change(ObjectNode throughput, JsonNode asked) {
    long read = throughput.get("ReadCapacityUnits").longValue();
    long write = throughput.get("WriteCapacityUnits").longValue();
    long askedRead = asked.get("ReadCapacityUnits").longValue();
    long askedWrite = asked.get("WriteCapacityUnits").longValue();
    if (read == askedRead && write == askedWrite) {
      throw DynamoDbException.validation(
          "The provisioned throughput for the table will not change. The requested value equals the"
              + " current value. Current ReadCapacityUnits provisioned for the table: %d. Requested"
                  .formatted(read)
              + " ReadCapacityUnits: %d. Current WriteCapacityUnits provisioned for the table: %d."
                  .formatted(askedRead, write)
              + " Requested WriteCapacityUnits: %d. Refer to the Amazon DynamoDB Developer Guide for"
                  .formatted(askedWrite)
              + " current limits and how to request higher limits.");
    }
    if (askedRead > read || askedWrite > write) {
      throughput.put("LastIncreaseDateTime", descriptions.now());
    }
    if (askedRead < read || askedWrite < write) {
      throughput.put("LastDecreaseDateTime", descriptions.now());
      throughput.put(
          "NumberOfDecreasesToday", throughput.path("NumberOfDecreasesToday").intValue() + 1);
    }
    throughput.put("ReadCapacityUnits", askedRead);
    throughput.put("WriteCapacityUnits", askedWrite);
  }

  private void updateBillingMode(String before) {
    String mode = input.optionalString("BillingMode").orElse(before);
    if (mode.equals(before)) {
      return;
    }
    if (mode.equals("PAY_PER_REQUEST")) {
      TableDescriptions.onDemand(description, descriptions.now());
      description.set("ProvisionedThroughput", TableDescriptions.throughput(null));
      description
          .path("GlobalSecondaryIndexes")
          .forEach(
              index ->
                  ((ObjectNode) index)
                      .set("ProvisionedThroughput", TableDescriptions.throughput(null)));
      return;
    }
    List<String> without = new ArrayList<>();
    for (JsonNode index : description.path("GlobalSecondaryIndexes")) {
      if (index.at("/ProvisionedThroughput/ReadCapacityUnits").longValue() == 0) {
        without.add(index.get("IndexName").textValue());
      }
    }
    if (!without.isEmpty()) {
      throw DynamoDbException.validation(
          UpdateTable.INVALID
              + "ProvisionedThroughput must be specified for index: "
              + String.join(",", without));
    }
    ((ObjectNode) description.get("BillingModeSummary")).put("BillingMode", "PROVISIONED");
    ((ObjectNode) description.get("TableThroughputModeSummary"))
        .put("TableThroughputMode", "PROVISIONED");
  }
}
