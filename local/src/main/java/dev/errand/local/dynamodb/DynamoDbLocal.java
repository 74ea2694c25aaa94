package dev.errand.local.dynamodb;

import dev.errand.local.Checkout;
import dev.errand.local.process.HttpChild;
import dev.errand.local.process.JavaCommand;
import dev.errand.local.process.Program;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A running DynamoDB Local: any region and any credentials see the same tables. An access key id
 * may have letters and digits only.
 */
public final class DynamoDbLocal implements AutoCloseable {

  private static final String MAIN_CLASS = "dev.errand.local.programs.dynamodb.LoopbackServer";

  private final HttpChild server;

  private DynamoDbLocal(HttpChild server) {
    this.server = server;
  }

  /**
   * Starts it over a database in a folder and waits until it answers.
   *
   * @param data the stage's folder; the tables go to {@code dynamodb} in it, the log to {@code
   *     logs}
   */
  public static DynamoDbLocal start(Checkout checkout, Path data) {
    Path tables = data.resolve("dynamodb").toAbsolutePath();
    return start(checkout, data, List.of(tables.toString()));
  }

  /**
   * Starts it over a database that ends with it.
   *
   * @param data the folder for its log
   */
  public static DynamoDbLocal startInMemory(Checkout checkout, Path data) {
    return start(checkout, data, List.of());
  }

  private static DynamoDbLocal start(Checkout checkout, Path data, List<String> tables) {
    return new DynamoDbLocal(
        HttpChild.start(data.resolve("processes"), port -> program(checkout, data, port, tables)));
  }

  private static Program program(Checkout checkout, Path data, int port, List<String> tables) {
    Path jars = checkout.dynamoDbLocal();
    List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC", "-Xmx256m"));
    options.add("-Dsqlite4java.library.path=" + jars.toAbsolutePath());
    options.add("-Dlog4j2.level=WARN");
    if (Runtime.version().feature() >= 22) {
      options.add("--enable-native-access=ALL-UNNAMED");
    }
    List<String> arguments = new ArrayList<>(List.of(Integer.toString(port)));
    arguments.addAll(tables);
    return new Program(
        "dynamodb-local",
        JavaCommand.of(options, jars, MAIN_CLASS, arguments),
        Map.of(),
        data.resolve("dynamodb"),
        data.resolve("logs/dynamodb-local.log"));
  }

  /** The base URL, {@code http://127.0.0.1:PORT}. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** Ends it; what it has acknowledged is on disk. */
  @Override
  public void close() {
    server.close();
  }
}
