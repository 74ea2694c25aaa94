package dev.errand.functions.store;

import java.security.SecureRandom;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The secret with which page tokens are signed. The first function that needs it creates it and
 * stores it in the table; deleting the item makes all existing tokens invalid.
 */
public final class PageTokenKey {

  private static final Key KEY = new Key("SECRET#page-tokens", "SECRET");
  private static final int LENGTH = 32;

  private final DynamoDbClient dynamoDb;
  private final String table;
  private volatile Optional<byte[]> known = Optional.empty();

  public PageTokenKey(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  /** The 32 bytes. */
  public byte[] bytes() {
    if (known.isEmpty()) {
      known = Optional.of(read().or(this::make).or(this::read).orElseThrow());
    }
    return known.orElseThrow().clone();
  }

  private Optional<byte[]> read() {
    return Optional.ofNullable(
            dynamoDb
                .getItem(get -> get.tableName(table).consistentRead(true).key(KEY.attributes()))
                .item()
                .get("secret"))
        .map(secret -> secret.b().asByteArray());
  }

  /** A new secret; empty if another function has stored one meanwhile. */
  private Optional<byte[]> make() {
    byte[] secret = new byte[LENGTH];
    new SecureRandom().nextBytes(secret);
    try {
      dynamoDb.putItem(
          put ->
              put.tableName(table)
                  .item(
                      Item.with(KEY)
                          .value("secret", AttributeValue.fromB(SdkBytes.fromByteArray(secret)))
                          .attributes())
                  .conditionExpression("attribute_not_exists(pk)"));
      return Optional.of(secret);
    } catch (ConditionalCheckFailedException made) {
      return Optional.empty();
    }
  }
}
