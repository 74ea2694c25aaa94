package dev.errand.dynamodb.store;

import java.util.Iterator;
import java.util.Map;

/** Reads the maps as they are at one moment. A map that was never written to is empty. */
public interface MapReader {

  /** The value of a key, or null. */
  byte[] get(String map, byte[] key);

  /**
   * The entries of a range of keys.
   *
   * @param from the lowest key
   * @param to the key behind the highest; null for no bound
   * @param descending whether to begin with the highest
   */
  Iterator<Map.Entry<byte[], byte[]>> range(String map, byte[] from, byte[] to, boolean descending);

  /** How many entries the map has. */
  long count(String map);
}
