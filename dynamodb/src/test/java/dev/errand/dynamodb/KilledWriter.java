package dev.errand.dynamodb;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that writes items into the tables of a folder, and says after each write that it is
 * done. Every third write is a transaction that puts an item of the same id into both tables.
 */
final class KilledWriter {

  private KilledWriter() {}

  /**
   * Writes until it is ended.
   *
   * @param arguments the folder; the first id; how many characters an item has beside its key
   */
  public static void main(String[] arguments) {
    DynamoDb dynamoDb = DynamoDb.open(Path.of(arguments[0]), "us-east-1", "123456789012");
    Calls calls = new Calls(dynamoDb);
    int first = Integer.parseInt(arguments[1]);
    if (first == 0) {
      calls.createTable("one", "N");
      calls.createTable("two", "N");
    }
    String text = "x".repeat(Integer.parseInt(arguments[2]));
    for (int id = first; ; id++) {
      try {
        write(calls, id, text);
        System.out.println("done " + id);
      } catch (DynamoDbException e) {
        System.out.println("refused " + id + " " + e.type() + " " + e.getMessage());
        LockSupport.parkNanos(20_000_000);
      }
    }
  }

  private static void write(Calls calls, int id, String text) {
    String item =
        """
        {"p": {"S": "p%d"}, "s": {"N": "%d"}, "g": {"S": "all"}, "t": {"S": "%s"}}
        """
            .formatted(id % 5, id, text);
    if (id % 3 == 0) {
      calls.call(
          "TransactWriteItems",
          """
          {"TransactItems": [{"Put": {"TableName": "one", "Item": %s}},
                             {"Put": {"TableName": "two", "Item": %s}}]}
          """
              .formatted(item, item));
    } else {
      calls.call("PutItem", "{\"TableName\": \"one\", \"Item\": %s}".formatted(item));
    }
  }
}
