package dev.errand.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Calls of a store with requests written as JSON. */
final class Calls {

  static final ObjectMapper MAPPER = new ObjectMapper();

  private final DynamoDb dynamoDb;

  Calls(DynamoDb dynamoDb) {
    this.dynamoDb = dynamoDb;
  }

  ObjectNode call(String operation, JsonNode request) {
    return dynamoDb.call(operation, request);
  }

  ObjectNode call(String operation, String request) {
    return call(operation, json(request));
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A table with a key of a partition {@code p} and a sort key {@code s} of a type. */
  void createTable(String name, String sortKeyType) {
    call(
        "CreateTable",
        """
        {"TableName": "%s", "BillingMode": "PAY_PER_REQUEST",
         "AttributeDefinitions": [{"AttributeName": "p", "AttributeType": "S"},
                                  {"AttributeName": "s", "AttributeType": "%s"},
                                  {"AttributeName": "g", "AttributeType": "S"}],
         "KeySchema": [{"AttributeName": "p", "KeyType": "HASH"},
                       {"AttributeName": "s", "KeyType": "RANGE"}],
         "GlobalSecondaryIndexes": [{"IndexName": "by-g",
           "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"},
                         {"AttributeName": "s", "KeyType": "RANGE"}],
           "Projection": {"ProjectionType": "ALL"}}]}
        """
            .formatted(name, sortKeyType));
  }
}
