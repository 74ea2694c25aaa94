package dev.errand.dynamodb.store;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** The maps of an open MVStore. */
final class Maps implements MapReader {

  private final MVStore store;
  private final Map<String, MVMap<byte[], byte[]>> open = new ConcurrentHashMap<>();

  Maps(MVStore store) {
    this.store = store;
  }

  @Override
  public byte[] get(String map, byte[] key) {
    MVMap<byte[], byte[]> entries = existing(map);
    return entries == null ? null : entries.get(key);
  }

  @Override
  public long count(String map) {
    MVMap<byte[], byte[]> entries = existing(map);
    return entries == null ? 0 : entries.sizeAsLong();
  }

  @Override
  public Iterator<Map.Entry<byte[], byte[]>> range(
      String map, byte[] from, byte[] to, boolean descending) {
    MVMap<byte[], byte[]> entries = existing(map);
    if (entries == null) {
      return Collections.emptyIterator();
    }
    if (!descending) {
      return new Range(
          entries.cursor(from), key -> to == null || Arrays.compareUnsigned(key, to) < 0);
    }
    byte[] highest = to == null ? entries.lastKey() : entries.lowerKey(to);
    if (highest == null) {
      return Collections.emptyIterator();
    }
    return new Range(
        entries.cursor(highest, null, true), key -> Arrays.compareUnsigned(key, from) >= 0);
  }

  /** Changes maps, in order. */
  void apply(List<MapChange> changes) {
    for (MapChange change : changes) {
      if (change instanceof MapChange.Put put) {
        map(put.map()).put(put.key(), put.value());
      } else if (change instanceof MapChange.Remove remove) {
        map(remove.map()).remove(remove.key());
      } else {
        store.removeMap(map(change.map()));
        open.remove(change.map());
      }
    }
  }

  private MVMap<byte[], byte[]> existing(String name) {
    MVMap<byte[], byte[]> map = open.get(name);
    return map != null ? map : store.hasMap(name) ? map(name) : null;
  }

  private MVMap<byte[], byte[]> map(String name) {
    return open.computeIfAbsent(name, unused -> store.openMap(name, types()));
  }

  /** The form of keys and values in the file. */
  static MVMap.Builder<byte[], byte[]> types() {
    return new MVMap.Builder<byte[], byte[]>().keyType(Bytes.TYPE).valueType(Bytes.TYPE);
  }

  /** Entries as long as their keys are within bounds. */
  private static final class Range implements Iterator<Map.Entry<byte[], byte[]>> {

    interface Bound {
      boolean contains(byte[] key);
    }

    private final Cursor<byte[], byte[]> cursor;
    private final Bound bound;
    private Map.Entry<byte[], byte[]> next;

    Range(Cursor<byte[], byte[]> cursor, Bound bound) {
      this.cursor = cursor;
      this.bound = bound;
      advance();
    }

    private void advance() {
      next = null;
      if (cursor.hasNext()) {
        byte[] key = cursor.next();
        if (bound.contains(key)) {
          next = Map.entry(key, cursor.getValue());
        }
      }
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Map.Entry<byte[], byte[]> next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      Map.Entry<byte[], byte[]> entry = next;
      advance();
      return entry;
    }
  }
}
