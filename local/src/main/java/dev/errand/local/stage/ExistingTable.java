package dev.errand.local.stage;

import dev.errand.local.template.TableSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/**
 * A table of an earlier start.
 *
 * @param timeToLive the attribute with the time when an item expires
 */
record ExistingTable(TableDescription table, Optional<String> timeToLive) {

  static ExistingTable of(DynamoDbClient dynamoDb, String name) {
    return new ExistingTable(
        dynamoDb.describeTable(describe -> describe.tableName(name)).table(),
        attribute(
            dynamoDb
                .describeTimeToLive(describe -> describe.tableName(name))
                .timeToLiveDescription()));
  }

  private static Optional<String> attribute(TimeToLiveDescription description) {
    TimeToLiveStatus status = description.timeToLiveStatus();
    return status == TimeToLiveStatus.ENABLED || status == TimeToLiveStatus.ENABLING
        ? Optional.of(description.attributeName())
        : Optional.empty();
  }

  boolean hasIndex(String name) {
    return table.globalSecondaryIndexes().stream().anyMatch(i -> i.indexName().equals(name));
  }

  /**
   * Compares what cannot be changed in a table that has items.
   *
   * @throws IllegalStateException if it differs from the template; the message says what to do
   */
  void requireWhatTheTemplateSays(TableSpec spec) {
    require("the key", key(table.keySchema()), key(spec.key(), spec.attributes()));
    for (GlobalSecondaryIndexDescription kept : table.globalSecondaryIndexes()) {
      spec.indexes().stream()
          .filter(index -> index.name().equals(kept.indexName()))
          .forEach(
              index ->
                  require(
                      "the index " + index.name(),
                      key(kept.keySchema()) + projection(kept.projection()),
                      key(index.key(), spec.attributes())
                          + projection(index.projection(), index.included())));
    }
    if (timeToLive.isPresent()) {
      require("the time to live", timeToLive.get(), spec.timeToLive().orElse("none"));
    }
  }

  private void require(String what, String kept, String template) {
    if (!kept.equals(template)) {
      throw new IllegalStateException(
          "%s of table %s is %s, in the template %s. Start with another folder (--data DIR). If the table is in a DynamoDB of your own, delete it first"
              .formatted(what, table.tableName(), kept, template));
    }
  }

  private String key(List<KeySchemaElement> schema) {
    Map<String, String> types =
        table.attributeDefinitions().stream()
            .collect(
                Collectors.toMap(
                    AttributeDefinition::attributeName,
                    AttributeDefinition::attributeTypeAsString));
    return key(schema.stream().map(KeySchemaElement::attributeName).toList(), types);
  }

  private static String key(List<String> attributes, Map<String, String> types) {
    return attributes.stream()
        .map(attribute -> "%s (%s)".formatted(attribute, types.get(attribute)))
        .collect(Collectors.joining(", "));
  }

  private static String projection(Projection projection) {
    return projection(projection.projectionTypeAsString(), projection.nonKeyAttributes());
  }

  private static String projection(String type, List<String> included) {
    return included.isEmpty()
        ? ", " + type
        : ", %s of %s".formatted(type, included.stream().sorted().toList());
  }
}
