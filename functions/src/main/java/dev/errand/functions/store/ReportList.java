package dev.errand.functions.store;

import dev.errand.core.ReportId;
import dev.errand.functions.report.Report;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Lists reports by client from the index {@code by-client}. A page begins behind a position, not
 * after a number of reports, so that reports which come in meanwhile make it neither skip nor
 * repeat any.
 */
public final class ReportList {

  /** So many queries at most for one page: a status that few reports have ends a page early. */
  private static final int MAX_QUERIES = 10;

  private static final String BEFORE_ALL = " ";
  private static final String AFTER_ALL = "~";

  /** Sorts behind every {@code {created_at}#{id}} of one moment. */
  private static final String AFTER_HASH = "$";

  private final DynamoDbClient dynamoDb;
  private final String table;

  public ReportList(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  /**
   * One page. It may hold fewer reports than asked for although more follow.
   *
   * @param after the position that an earlier page of the same query ended with
   */
  public ReportPage page(ListQuery query, Optional<String> after) {
    List<Report> reports = new ArrayList<>();
    Optional<String> position = after;
    for (int i = 0; i < MAX_QUERIES; i++) {
      QueryResponse answer = dynamoDb.query(request(query, position));
      for (Map<String, AttributeValue> item : answer.items()) {
        reports.add(ReportItem.read(Item.read(item)));
        if (reports.size() > query.pageSize()) {
          reports.remove(query.pageSize());
          return new ReportPage(
              reports, Optional.of(ReportItem.createdAtId(reports.get(query.pageSize() - 1))));
        }
      }
      if (!answer.hasLastEvaluatedKey()) {
        return new ReportPage(reports, Optional.empty());
      }
      position = Optional.of(answer.lastEvaluatedKey().get("created_at_id").s());
    }
    return new ReportPage(reports, position);
  }

  private QueryRequest request(ListQuery query, Optional<String> position) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":client", AttributeValue.fromS(query.clientId().toString()));
    values.put(
        ":oldest",
        AttributeValue.fromS(
            query
                .createdAfter()
                .map(moment -> Times.format(moment) + AFTER_HASH)
                .orElse(BEFORE_ALL)));
    values.put(":newest", AttributeValue.fromS(AFTER_ALL));
    QueryRequest.Builder request =
        QueryRequest.builder()
            .tableName(table)
            .indexName("by-client")
            .scanIndexForward(false)
            .limit(query.pageSize() + 1)
            .keyConditionExpression(
                "client_id = :client AND created_at_id BETWEEN :oldest AND :newest");
    position.ifPresent(behind -> request.exclusiveStartKey(startKey(query, behind)));
    query
        .status()
        .ifPresent(
            status -> {
              values.put(":status", AttributeValue.fromS(status.name()));
              request
                  .filterExpression("#status = :status")
                  .expressionAttributeNames(Map.of("#status", "status"));
            });
    return request.expressionAttributeValues(values).build();
  }

  private static Map<String, AttributeValue> startKey(ListQuery query, String position) {
    ReportId id = new ReportId(position.substring(position.indexOf('#') + 1));
    Map<String, AttributeValue> key = new HashMap<>(Key.report(id).attributes());
    key.put("client_id", AttributeValue.fromS(query.clientId().toString()));
    key.put("created_at_id", AttributeValue.fromS(position));
    return key;
  }
}
