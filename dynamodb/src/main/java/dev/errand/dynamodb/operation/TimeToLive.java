package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.store.MapStore;
import dev.errand.dynamodb.store.MapWriter;
import dev.errand.dynamodb.table.Table;
import dev.errand.dynamodb.table.Tables;
import java.util.Optional;

/** UpdateTimeToLive and DescribeTimeToLive. */
final class TimeToLive {

  private final MapStore store;

  TimeToLive(MapStore store) {
    this.store = store;
  }

  ObjectNode describe(Input input) {
    return store.read(
        maps -> {
          Table table = Tables.managed(maps, input.string("TableName"));
          ObjectNode response = Json.object();
          ObjectNode description = response.putObject("TimeToLiveDescription");
          description.put(
              "TimeToLiveStatus", table.ttlAttribute().isPresent() ? "ENABLED" : "DISABLED");
          table.ttlAttribute().ifPresent(name -> description.put("AttributeName", name));
          return response;
        });
  }

  ObjectNode update(Input input) {
    return store.write(maps -> update(maps, input));
  }

  private static ObjectNode update(MapWriter maps, Input input) {
    Table table = Tables.managed(maps, input.string("TableName"));
    Input specification = input.structure("TimeToLiveSpecification").orElseThrow();
    String attribute = specification.string("AttributeName");
    boolean enabled = specification.isTrue("Enabled");
    Optional<String> current = table.ttlAttribute();
    if (enabled == current.isPresent()) {
      throw DynamoDbException.validation(
          "TimeToLive is already " + (enabled ? "enabled" : "disabled"));
    }
    if (!enabled && !current.get().equals(attribute)) {
      throw DynamoDbException.validation(
          "TimeToLive is active on a different AttributeName: current AttributeName is "
              + current.get());
    }
    Tables.put(
        maps,
        Table.described(table.description(), enabled ? Optional.of(attribute) : Optional.empty()));
    ObjectNode response = Json.object();
    response.set("TimeToLiveSpecification", specification.json());
    return response;
  }
}
