package dev.errand.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** A table in memory with one item. */
final class DocumentTable implements AutoCloseable {

  private final DynamoDb dynamoDb = DynamoDb.inMemory();
  private final Calls calls = new Calls(dynamoDb);

  DocumentTable() {
    calls.createTable("things", "N");
  }

  JsonNode call(String operation, DocumentRequest request) {
    return calls.call(operation, request.json);
  }

  void put(Map<String, Object> document) {
    ObjectNode item = PlainValues.members(document);
    item.putObject("p").put("S", "p");
    item.putObject("s").put("N", "1");
    calls.call(
        "PutItem",
        ((ObjectNode) Calls.json("{\"TableName\": \"things\"}")).<ObjectNode>set("Item", item));
  }

  Map<String, Object> stored() {
    Map<String, Object> item =
        PlainValues.values(calls.call("GetItem", new DocumentRequest().json).get("Item"));
    item.keySet().removeAll(Set.of("p", "s"));
    return item;
  }

  @Override
  public void close() {
    dynamoDb.close();
  }
}
