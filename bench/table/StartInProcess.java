import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errand.dynamodb.DynamoDb;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Prints the milliseconds from the call that opens a store in a new folder to the first item that it
 * gives, in a cold JVM that has loaded Jackson; and those that loading Jackson took.
 */
final class StartInProcess {
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("table");
    long begun = System.nanoTime();
    ObjectMapper mapper = new ObjectMapper();
    JsonNode table = mapper.readTree(
        "{\"TableName\": \"first\", \"BillingMode\": \"PAY_PER_REQUEST\","
            + "\"AttributeDefinitions\": [{\"AttributeName\": \"p\", \"AttributeType\": \"S\"}],"
            + "\"KeySchema\": [{\"AttributeName\": \"p\", \"KeyType\": \"HASH\"}]}");
    JsonNode key = mapper.readTree("{\"TableName\": \"first\", \"Key\": {\"p\": {\"S\": \"a\"}}}");
    long loaded = System.nanoTime();
    try (DynamoDb dynamoDb = DynamoDb.open(folder, "us-east-1", "123456789012")) {
      dynamoDb.call("CreateTable", table);
      dynamoDb.call("GetItem", key);
      System.out.println(millis(loaded) + " " + (millis(begun) - millis(loaded)));
    }
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static long millis(long since) {
    return (System.nanoTime() - since) / 1_000_000;
  }
}
