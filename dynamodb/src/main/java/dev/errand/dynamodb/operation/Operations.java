package dev.errand.dynamodb.operation;

import dev.errand.dynamodb.store.MapStore;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/** All operations by their name in the API. */
public final class Operations {

  private Operations() {}

  /**
   * The operations on a store.
   *
   * @param region of the ARNs of tables
   * @param accountId of the ARNs of tables
   */
  public static Map<String, Operation> of(
      MapStore store, String region, String accountId, Clock clock) {
    TableDescriptions descriptions = new TableDescriptions(region, accountId, clock);
    TimeToLive timeToLive = new TimeToLive(store);
    ResourceTags tags = new ResourceTags(store, accountId);
    Map<String, Operation> operations = new TreeMap<>();
    operations.put("BatchGetItem", new BatchGetItem(store));
    operations.put("BatchWriteItem", new BatchWriteItem(store));
    operations.put("CreateTable", new CreateTable(store, descriptions));
    operations.put("DeleteItem", new WriteItem(store, ItemWrite::delete));
    operations.put("DeleteTable", new DeleteTable(store));
    operations.put("DescribeContinuousBackups", new DescribeContinuousBackups(store));
    operations.put("DescribeTable", new DescribeTable(store));
    operations.put("DescribeTimeToLive", timeToLive::describe);
    operations.put("GetItem", new GetItem(store));
    operations.put("ListTables", new ListTables(store));
    operations.put("ListTagsOfResource", tags::list);
    operations.put("PutItem", new WriteItem(store, ItemWrite::put));
    operations.put("Query", new Query(store));
    operations.put("Scan", new Scan(store));
    operations.put("TagResource", tags::tag);
    operations.put("TransactGetItems", new TransactGetItems(store));
    operations.put("TransactWriteItems", new TransactWriteItems(store, clock));
    operations.put("UntagResource", tags::untag);
    operations.put("UpdateItem", new WriteItem(store, ItemWrite::update));
    operations.put("UpdateTable", new UpdateTable(store, descriptions));
    operations.put("UpdateTimeToLive", timeToLive::update);
    return operations;
  }
}
