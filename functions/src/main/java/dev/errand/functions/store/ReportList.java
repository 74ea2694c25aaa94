package dev.errand.functions.store;

import dev.errand.core.type.ReportType;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Lists reports, a client's from the index {@code by-client}, all of them from the shards of the
 * index {@code by-time}. A page begins below a position, not after a number of reports, so that
 * reports which come in meanwhile make it neither skip nor repeat any.
 */
public final class ReportList {

  /**
   * The maximum number of queries for one page. A status that few reports have ends a page early.
   */
  private static final int MAX_QUERIES = 12;

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
   * One page. It can have fewer reports than its size although more follow.
   *
   * @param after the position that an earlier page of the same query ended with
   */
  public ReportPage page(ListQuery query, Optional<String> after) {
    List<ListPartition> partitions = partitions(query, after);
    // only after a read of each shard is it known which report is the newest
    partitions.parallelStream().forEach(ListPartition::read);
    List<Report> reports = new ArrayList<>();
    int queries = partitions.size();
    while (true) {
      Optional<ListPartition> newest =
          partitions.stream()
              .filter(ListPartition::hasNext)
              .max(Comparator.comparing(ListPartition::newest));
      Optional<ListPartition> waiting =
          partitions.stream()
              .filter(ListPartition::isWaiting)
              .max(Comparator.comparing(ListPartition::position));
      if (newest.isPresent() && isNewer(newest.get(), waiting)) {
        if (reports.size() == query.pageSize()) {
          return new ReportPage(
              reports, Optional.of(ReportItem.createdAtId(reports.get(reports.size() - 1))));
        }
        reports.add(newest.get().next());
      } else if (waiting.isEmpty()) {
        return new ReportPage(reports, Optional.empty());
      } else if (queries++ >= MAX_QUERIES) {
        return new ReportPage(reports, Optional.of(waiting.get().position()));
      } else {
        waiting.get().read();
      }
    }
  }

  private static boolean isNewer(ListPartition read, Optional<ListPartition> waiting) {
    return waiting.map(other -> other.position().compareTo(read.newest()) < 0).orElse(true);
  }

  private List<ListPartition> partitions(ListQuery query, Optional<String> after) {
    String newest = after.orElse(query.createdBefore().map(Times::format).orElse(AFTER_ALL));
    return query
        .clientId()
        .map(client -> Stream.of(ofClient(query, client)))
        .orElseGet(() -> IntStream.range(0, SparseIndex.SHARDS).mapToObj(n -> ofAll(query, n)))
        .map(request -> new ListPartition(dynamoDb, request, newest))
        .toList();
  }

  private QueryRequest ofClient(ListQuery query, UUID client) {
    return request(query, "client_id", client.toString())
        .indexName("by-client")
        .limit(query.pageSize() + 2)
        .build();
  }

  /** The shards hold about the same number of reports of any time. */
  private QueryRequest ofAll(ListQuery query, int shard) {
    return request(query, ReportItem.TIME_SHARD, Integer.toString(shard))
        .indexName("by-time")
        .limit(query.pageSize() / SparseIndex.SHARDS + 3)
        .build();
  }

  private QueryRequest.Builder request(ListQuery query, String key, String value) {
    Map<String, AttributeValue> values = new HashMap<>();
    Map<String, String> names = new HashMap<>(Map.of("#key", key));
    values.put(":key", AttributeValue.fromS(value));
    values.put(
        ":oldest",
        AttributeValue.fromS(
            query
                .createdAfter()
                .map(moment -> Times.format(moment) + AFTER_HASH)
                .orElse(BEFORE_ALL)));
    QueryRequest.Builder request =
        QueryRequest.builder()
            .tableName(table)
            .scanIndexForward(false)
            .keyConditionExpression("#key = :key AND created_at_id BETWEEN :oldest AND :newest");
    List<String> filters = new ArrayList<>();
    if (!query.statuses().isEmpty()) {
      names.put("#status", "status");
      filters.add(oneOf("#status", query.statuses().stream().map(Status::name).toList(), values));
    }
    if (!query.types().isEmpty()) {
      names.put("#type", ReportItem.TYPE);
      String wanted = oneOf("#type", List.copyOf(query.types()), values);
      filters.add(
          query.types().contains(ReportType.DEFAULT)
              ? "(attribute_not_exists(#type) OR " + wanted + ")"
              : wanted);
    }
    if (!filters.isEmpty()) {
      request.filterExpression(String.join(" AND ", filters));
    }
    return request.expressionAttributeNames(names).expressionAttributeValues(values);
  }

  /** The condition that an attribute is one of some texts, which become values of the query. */
  private static String oneOf(
      String attribute, List<String> texts, Map<String, AttributeValue> values) {
    StringJoiner wanted = new StringJoiner(", ", attribute + " IN (", ")");
    for (String text : texts) {
      String name = ":v" + values.size();
      values.put(name, AttributeValue.fromS(text));
      wanted.add(name);
    }
    return wanted.toString();
  }
}
