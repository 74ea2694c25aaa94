package dev.errand.dynamodb.operation;

import dev.errand.dynamodb.store.MapReader;
import dev.errand.dynamodb.store.MapStore;
import dev.errand.dynamodb.table.Items;
import dev.errand.dynamodb.table.KeyRange;
import dev.errand.dynamodb.table.Table;
import dev.errand.dynamodb.table.Tables;
import dev.errand.dynamodb.value.AttributeValue;
import dev.errand.dynamodb.value.AttributeValue.NumberValue;
import dev.errand.dynamodb.value.Item;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Deletes items whose time to live is over. As in the service, times more than five years back
 * count as mistakes. Source: "Using time to live (TTL) in DynamoDB" in the Developer Guide.
 */
public final class Expiry {

  private static final Duration MAX_AGE = Duration.ofDays(5 * 365);

  private final MapStore store;
  private final Clock clock;

  /** For the tables of a store. */
  public Expiry(MapStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Deletes what has expired, each item in a transaction of its own. */
  public void run() {
    for (Table table : store.read(Tables::all)) {
      if (table.ttlAttribute().isPresent()) {
        for (Item key : store.read(maps -> expired(maps, table))) {
          delete(table.name(), key);
        }
      }
    }
    store.write(
        maps -> {
          ClientRequestTokens.removeExpired(maps, clock);
          return null;
        });
  }

  private List<Item> expired(MapReader maps, Table table) {
    List<Item> keys = new ArrayList<>();
    Iterator<Item> items = Items.range(maps, table, Optional.empty(), KeyRange.ALL, false);
    while (items.hasNext()) {
      Item item = items.next();
      if (isExpired(table, item)) {
        keys.add(item.only(new LinkedHashSet<>(table.key().names())));
      }
    }
    return keys;
  }

  private void delete(String tableName, Item key) {
    store.write(
        maps -> {
          Optional<Table> table = Tables.find(maps, tableName);
          Item item = table.map(some -> Items.get(maps, some, key)).orElse(null);
          if (item != null && isExpired(table.get(), item)) {
            Items.replace(maps, table.get(), item, null);
          }
          return null;
        });
  }

  private boolean isExpired(Table table, Item item) {
    AttributeValue time = table.ttlAttribute().map(item::get).orElse(null);
    if (!(time instanceof NumberValue seconds)) {
      return false;
    }
    BigDecimal now = BigDecimal.valueOf(clock.instant().getEpochSecond());
    BigDecimal age = now.subtract(seconds.value());
    return age.signum() > 0 && age.compareTo(BigDecimal.valueOf(MAX_AGE.toSeconds())) <= 0;
  }
}
