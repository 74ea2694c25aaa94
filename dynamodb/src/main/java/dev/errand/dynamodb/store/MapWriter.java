package dev.errand.dynamodb.store;

/**
 * Changes maps in a transaction. It reads what was before the transaction: its own changes show
 * only when it has ended.
 */
public interface MapWriter extends MapReader {

  /** Puts a value. */
  void put(String map, byte[] key, byte[] value);

  /** Removes a value, if there is one. */
  void remove(String map, byte[] key);

  /** Removes a map with all it has. */
  void drop(String map);
}
