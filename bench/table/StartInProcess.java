import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errand.dynamodb.DynamoDb;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints the milliseconds from the first line of a program to the first item that a store gives. */
final class StartInProcess {
  public static void main(String[] arguments) throws Exception {
    long begun = System.nanoTime();
    Path folder = Files.createTempDirectory("table");
    ObjectMapper mapper = new ObjectMapper();
    try (DynamoDb dynamoDb = DynamoDb.open(folder, "us-east-1", "123456789012")) {
      dynamoDb.call("CreateTable", mapper.readTree(
          "{\"TableName\": \"first\", \"BillingMode\": \"PAY_PER_REQUEST\","
              + "\"AttributeDefinitions\": [{\"AttributeName\": \"p\", \"AttributeType\": \"S\"}],"
              + "\"KeySchema\": [{\"AttributeName\": \"p\", \"KeyType\": \"HASH\"}]}"));
      dynamoDb.call("GetItem",
          mapper.readTree("{\"TableName\": \"first\", \"Key\": {\"p\": {\"S\": \"a\"}}}"));
      System.out.println((System.nanoTime() - begun) / 1_000_000);
    }
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
