package dev.errand.dynamodb.operation;

import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.table.KeyBytes;
import dev.errand.dynamodb.table.Keys;
import dev.errand.dynamodb.table.Table;
import dev.errand.dynamodb.value.Item;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The items of a transaction: all different, and together within the size limit. */
final class TransactionItems {

  private static final long MAX_BYTES = 4L << 20;

  private final Set<List<Object>> keys = new HashSet<>();
  private long bytes;

  /**
   * Adds the item of a key.
   *
   * @throws DynamoDbException if the key does not match the table's, or is there already
   */
  void add(Table table, Item key) {
    Item only = key.only(Set.copyOf(table.key().names()));
    Keys.checkKey(table, only);
    if (!keys.add(List.of(table.name(), ByteBuffer.wrap(KeyBytes.ofItem(table, only))))) {
      throw new RepeatedItem();
    }
  }

  /** Counts what is read of an item. */
  void count(Item item) {
    bytes += item.size();
    if (bytes > MAX_BYTES) {
      throw DynamoDbException.validation(
          "The aggregate size of the items in the transaction exceeds the limit of 4 MB");
    }
  }

  /** The error for an item that is in a transaction twice. */
  static final class RepeatedItem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DynamoDbException refusal() {
      return DynamoDbException.validation(
          "Transaction request cannot include multiple operations on one item");
    }
  }
}
