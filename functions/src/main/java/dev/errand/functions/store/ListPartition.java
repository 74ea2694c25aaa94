package dev.errand.functions.store;

import dev.errand.functions.report.Report;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** One partition of an index that is sorted by {@code created_at_id}, read from its newest end. */
final class ListPartition {

  private final DynamoDbClient dynamoDb;
  private final QueryRequest query;
  private final Queue<Item> read = new ArrayDeque<>();
  private Optional<String> position;

  /**
   * A partition of which nothing is read yet.
   *
   * @param query reads it, but for the value {@code :newest}
   * @param position below which reading begins
   */
  ListPartition(DynamoDbClient dynamoDb, QueryRequest query, String position) {
    this.dynamoDb = dynamoDb;
    this.query = query;
    this.position = Optional.of(position);
  }

  /** Whether there may be further reports, of which none is read. */
  boolean isWaiting() {
    return read.isEmpty() && position.isPresent();
  }

  boolean hasNext() {
    return !read.isEmpty();
  }

  /** The position of the newest report that is read. */
  String newest() {
    return read.element().text("created_at_id");
  }

  /** The position above all reports that are not read yet. */
  String position() {
    return position.orElseThrow();
  }

  Report next() {
    return ReportItem.read(read.remove());
  }

  /** Reads further reports, in one query. */
  void read() {
    String below = position();
    Map<String, AttributeValue> values = new HashMap<>(query.expressionAttributeValues());
    values.put(":newest", AttributeValue.fromS(below));
    QueryResponse answer =
        dynamoDb.query(query.toBuilder().expressionAttributeValues(values).build());
    answer.items().stream()
        .map(Item::read)
        .filter(item -> !item.text("created_at_id").equals(below))
        .forEach(read::add);
    position =
        Optional.of(answer.lastEvaluatedKey())
            .filter(key -> answer.hasLastEvaluatedKey())
            .map(key -> key.get("created_at_id").s());
  }
}
