package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.table.Index;
import dev.errand.dynamodb.table.Table;
import dev.errand.dynamodb.value.Item;
import java.util.Optional;
import java.util.Set;

/** {@code ItemCollectionMetrics}, which only tables with local secondary indexes have. */
final class CollectionMetrics {

  private CollectionMetrics() {}

  /**
   * The metrics of the collection of an item, if the request asks for them. The estimate is the
   * service's for a small collection.
   */
  static Optional<ObjectNode> of(Input input, Table table, Item item) {
    boolean asked =
        input.optionalString("ReturnItemCollectionMetrics").orElse("NONE").equals("SIZE");
    if (!asked || table.indexes().stream().allMatch(Index::global)) {
      return Optional.empty();
    }
    ObjectNode metrics = Json.object();
    metrics.set("ItemCollectionKey", item.only(Set.copyOf(table.key().hash())).json());
    metrics.putArray("SizeEstimateRangeGB").add(0).add(1);
    return Optional.of(metrics);
  }
}
