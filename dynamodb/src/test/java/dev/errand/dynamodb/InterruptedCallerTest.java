package dev.errand.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptedCallerTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int ITEMS = 300;

  @TempDir private Path folder;

  @Test
  void aCallerWhoseThreadIsInterruptedDoesNotDisturbOthers() throws IOException {
    try (DynamoDb dynamoDb = DynamoDb.open(folder, "us-east-1", "123456789012")) {
      dynamoDb.call(
          "CreateTable",
          MAPPER.readTree(
              """
              {"TableName": "things", "BillingMode": "PAY_PER_REQUEST",
               "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "N"}],
               "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}
              """));
      for (int i = 0; i < ITEMS; i++) {
        Thread.currentThread().interrupt();
        dynamoDb.call("PutItem", item(i));
      }
      assertThat(Thread.interrupted()).isTrue();
    }
    Thread.currentThread().interrupt();
    try (DynamoDb dynamoDb = DynamoDb.open(folder, "us-east-1", "123456789012")) {
      assertThat(
              dynamoDb
                  .call(
                      "Scan", MAPPER.readTree("{\"TableName\": \"things\", \"Select\": \"COUNT\"}"))
                  .get("Count")
                  .intValue())
          .isGreaterThan(0);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** Large enough that the items together make the store write its file. */
  private static JsonNode item(int id) throws IOException {
    return MAPPER.readTree(
        "{\"TableName\": \"things\", \"Item\": {\"id\": {\"N\": \"%d\"}, \"t\": {\"S\": \"%s\"}}}"
            .formatted(id, "x".repeat(20_000)));
  }
}
