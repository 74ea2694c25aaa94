package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.request.Input;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** The descriptions of tables and indexes that responses show. */
final class TableDescriptions {

  private static final double MILLIS = 1000;

  private final String region;
  private final String accountId;
  private final Clock clock;

  TableDescriptions(String region, String accountId, Clock clock) {
    this.region = region;
    this.accountId = accountId;
    this.clock = clock;
  }

  /** A new table. */
  ObjectNode table(Input input) {
    String arn =
        "arn:aws:dynamodb:%s:%s:table/%s".formatted(region, accountId, input.string("TableName"));
    ObjectNode table = Json.object();
    for (String member : List.of("AttributeDefinitions", "TableName", "KeySchema")) {
      table.set(member, input.json().get(member));
    }
    table.put("TableStatus", "ACTIVE");
    double now = now();
    table.put("CreationDateTime", now);
    table.set("ProvisionedThroughput", throughput(input.json().get("ProvisionedThroughput")));
    table.put("TableArn", arn);
    table.put("TableId", UUID.randomUUID().toString());
    if (TableRules.isOnDemand(input)) {
      onDemand(table, now);
    }
    for (Input index : input.structures("LocalSecondaryIndexes")) {
      ObjectNode local = index.json().deepCopy();
      local.put("IndexArn", arn + "/index/" + index.string("IndexName"));
      local.put("IndexSizeBytes", 0);
      table.withArray("LocalSecondaryIndexes").add(local);
    }
    for (Input index : input.structures("GlobalSecondaryIndexes")) {
      table.withArray("GlobalSecondaryIndexes").add(globalIndex(arn, index));
    }
    table.put("DeletionProtectionEnabled", input.isTrue("DeletionProtectionEnabled"));
    return table;
  }

  /** A new global index of the table with this ARN. */
  ObjectNode globalIndex(String tableArn, Input index) {
    ObjectNode global = index.json().deepCopy();
    global.put("IndexArn", tableArn + "/index/" + index.string("IndexName"));
    global.put("IndexSizeBytes", 0);
    global.put("IndexStatus", "ACTIVE");
    global.set("ProvisionedThroughput", throughput(index.json().get("ProvisionedThroughput")));
    return global;
  }

  /** Marks a table as one with on-demand capacity since a time. */
  static void onDemand(ObjectNode table, double since) {
    table
        .putObject("BillingModeSummary")
        .put("BillingMode", "PAY_PER_REQUEST")
        .put("LastUpdateToPayPerRequestDateTime", since);
    table
        .putObject("TableThroughputModeSummary")
        .put("TableThroughputMode", "PAY_PER_REQUEST")
        .put("LastUpdateToPayPerRequestDateTime", since);
  }

  /** Seconds since 1970, as DynamoDB writes times. */
  double now() {
    return clock.millis() / MILLIS;
  }

  /** The throughput of a table or index; none means on-demand capacity. */
  static ObjectNode throughput(JsonNode asked) {
    ObjectNode throughput = Json.object();
    throughput.put(
        "ReadCapacityUnits", asked == null ? 0 : asked.get("ReadCapacityUnits").longValue());
    throughput.put(
        "WriteCapacityUnits", asked == null ? 0 : asked.get("WriteCapacityUnits").longValue());
    throughput.put("NumberOfDecreasesToday", 0);
    return throughput;
  }

  /**
   * The description as it is while the service works on a change: tables and indexes of this store
   * are ready at once, but clients expect to wait.
   */
  static ObjectNode inProgress(ObjectNode description, String status) {
    ObjectNode shown = description.deepCopy();
    shown.put("TableStatus", status);
    return shown;
  }
}
