package dev.errand.functions.store;

import dev.errand.core.ReportId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Idempotency keys. An expired key counts as free, even before DynamoDB deletes it. */
public final class IdempotencyKeyStore {

  private final DynamoDbClient dynamoDb;
  private final String table;

  public IdempotencyKeyStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  /** The request that a caller's key was used for; empty if it is free. */
  public Optional<IdempotencyKey> find(String caller, String key, Instant now) {
    Item item =
        Item.read(
            dynamoDb
                .getItem(
                    get ->
                        get.tableName(table)
                            .consistentRead(true)
                            .key(Key.idempotency(caller, key).attributes()))
                .item());
    return Optional.of(item)
        .filter(found -> found.has("pk"))
        .map(
            found ->
                new IdempotencyKey(
                    caller,
                    key,
                    found.text("fingerprint"),
                    new ReportId(found.text("report_id")),
                    Instant.ofEpochSecond(found.number("expires_at"))))
        .filter(found -> found.expiresAt().isAfter(now));
  }

  TransactWriteItem put(IdempotencyKey key, Instant now) {
    return TransactWriteItem.builder()
        .put(
            put ->
                put.tableName(table)
                    .item(
                        Item.with(Key.idempotency(key.caller(), key.key()))
                            .text("fingerprint", key.fingerprint())
                            .text("report_id", key.reportId().value())
                            .deletedAfter(key.expiresAt())
                            .attributes())
                    .conditionExpression("attribute_not_exists(pk) OR expires_at <= :now")
                    .expressionAttributeValues(
                        Map.of(":now", AttributeValue.fromN(Long.toString(now.getEpochSecond())))))
        .build();
  }
}
