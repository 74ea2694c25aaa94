package dev.errand.dynamodb.table;

import dev.errand.dynamodb.store.MapReader;
import dev.errand.dynamodb.store.MapWriter;
import dev.errand.dynamodb.value.Item;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/** The items of a table, and their entries in its indexes. */
public final class Items {

  private Items() {}

  /** The item with the key of another, or null. */
  public static Item get(MapReader maps, Table table, Item key) {
    return byKey(maps, table, KeyBytes.ofItem(table, key));
  }

  private static Item byKey(MapReader maps, Table table, byte[] key) {
    byte[] stored = maps.get(table.itemMap(), key);
    return stored == null ? null : StoredItem.item(stored);
  }

  /**
   * Replaces an item.
   *
   * @param old the present item, or null
   * @param item the new item, or null
   */
  public static void replace(MapWriter maps, Table table, Item old, Item item) {
    if (old == null && item == null) {
      return;
    }
    byte[] key = KeyBytes.ofItem(table, item == null ? old : item);
    if (item == null) {
      maps.remove(table.itemMap(), key);
    } else {
      maps.put(table.itemMap(), key, StoredItem.bytes(item));
    }
    for (Index index : table.indexes()) {
      byte[] before = index.contains(old) ? KeyBytes.inIndex(table, index, old) : null;
      byte[] after = index.contains(item) ? KeyBytes.inIndex(table, index, item) : null;
      if (before != null && !Arrays.equals(before, after)) {
        maps.remove(table.indexMap(index), before);
      }
      if (after != null && !Arrays.equals(before, after)) {
        maps.put(table.indexMap(index), after, key);
      }
    }
  }

  /** Fills a new index with the items of the table. */
  public static void fill(MapWriter maps, Table table, Index index) {
    Iterator<Map.Entry<byte[], byte[]>> items =
        maps.range(table.itemMap(), new byte[0], null, false);
    while (items.hasNext()) {
      Map.Entry<byte[], byte[]> entry = items.next();
      Item item = StoredItem.item(entry.getValue());
      if (index.contains(item) && Keys.fits(table, index.key(), item)) {
        maps.put(table.indexMap(index), KeyBytes.inIndex(table, index, item), entry.getKey());
      }
    }
  }

  /** Removes an index. */
  public static void dropIndex(MapWriter maps, Table table, Index index) {
    maps.drop(table.indexMap(index));
  }

  /** The items in a range of the table or of one of its indexes, whole. */
  public static Iterator<Item> range(
      MapReader maps, Table table, Optional<Index> index, KeyRange range, boolean descending) {
    String map = index.map(table::indexMap).orElse(table.itemMap());
    Iterator<Map.Entry<byte[], byte[]>> entries =
        range.isEmpty()
            ? java.util.Collections.emptyIterator()
            : maps.range(map, range.from(), range.to(), descending);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public Item next() {
        byte[] value = entries.next().getValue();
        return index.isPresent() ? byKey(maps, table, value) : StoredItem.item(value);
      }
    };
  }
}
