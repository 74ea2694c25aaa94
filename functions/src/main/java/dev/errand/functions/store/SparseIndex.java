package dev.errand.functions.store;

import dev.errand.core.ReportId;
import java.time.Instant;

/**
 * An index that holds only the reports which have its attributes, in shards and by a time.
 *
 * @param name its name
 * @param shard the attribute with the shard
 * @param time the attribute that sorts within a shard
 */
record SparseIndex(String name, String shard, String time) {

  static final int SHARDS = 4;

  /** Reports that are not final, by the last update or check. */
  static final SparseIndex ACTIVE = new SparseIndex("active", "active_shard", "active_since");

  /**
   * Reports whose execution can be redriven, by the next check. The key of an index cannot be
   * renamed: CloudFormation would replace the index, and reports would be missing from it
   * meanwhile.
   */
  static final SparseIndex REDRIVABLE =
      new SparseIndex("redrivable", "redrivable_shard", "redrivable_look_at");

  /**
   * Events that were not dispatched and deliveries that wait for a try, by the time they are due.
   */
  static final SparseIndex DUE = new SparseIndex("due", "due_shard", "due_at");

  /** Puts a report into the index. */
  void list(Item item, ReportId id, Instant moment) {
    item.text(shard, shardOf(id)).time(time, moment);
  }

  /** Puts something else into the index. */
  void list(Item item, String id, Instant moment) {
    item.text(shard, shardOf(id)).time(time, moment);
  }

  /** Which shard of any index a report is in. */
  static String shardOf(ReportId id) {
    return shardOf(id.value());
  }

  /** Which shard of any index something with this id is in. */
  static String shardOf(String id) {
    return Integer.toString(Math.floorMod(id.hashCode(), SHARDS));
  }
}
