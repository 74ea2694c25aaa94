package dev.errand.dynamodb.http;

import dev.errand.dynamodb.DynamoDb;
import java.nio.file.Path;

/** Runs the table store in a process of its own. */
public final class Main {

  private Main() {}

  /**
   * Serves tables and prints the address.
   *
   * @param arguments a port; then the folder of the tables, or nothing to keep them in memory
   */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length < 1 || arguments.length > 2) {
      System.err.println("usage: PORT [FOLDER]");
      System.exit(2);
    }
    DynamoDb dynamoDb =
        arguments.length == 1
            ? DynamoDb.inMemory()
            : DynamoDb.open(Path.of(arguments[1]), "us-east-1", "000000000000");
    DynamoDbServer server = DynamoDbServer.start(dynamoDb, Integer.parseInt(arguments[0]));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    System.out.println(server.endpoint());
    Thread.currentThread().join();
  }
}
