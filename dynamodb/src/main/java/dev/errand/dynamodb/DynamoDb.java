package dev.errand.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.operation.Expiry;
import dev.errand.dynamodb.operation.Operation;
import dev.errand.dynamodb.operation.Operations;
import dev.errand.dynamodb.request.RequestShapes;
import dev.errand.dynamodb.store.MapStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * DynamoDB's API in process. The tables are the same for all regions and credentials. All methods
 * can be called from several threads.
 */
public final class DynamoDb implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(DynamoDb.class.getName());
  private static final String OLDER_FILE = "shared-local-instance.db";
  private static final Duration EXPIRY_INTERVAL = Duration.ofMinutes(1);

  private final MapStore store;
  private final Map<String, Operation> operations;
  private final CountDownLatch closed = new CountDownLatch(1);

  private DynamoDb(MapStore store, String region, String accountId, Clock clock) {
    this.store = store;
    this.operations = Operations.of(store, region, accountId, clock);
    Expiry expiry = new Expiry(store, clock);
    Thread thread = new Thread(() -> expireUntilClosed(expiry), "dynamodb-expiry");
    thread.setDaemon(true);
    thread.start();
  }

  private void expireUntilClosed(Expiry expiry) {
    try {
      while (!closed.await(EXPIRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          expiry.run();
        } catch (RuntimeException e) {
          LOG.log(Level.WARNING, "Expired items could not be deleted; tried again in a minute", e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tables in memory, in {@code us-east-1} of account {@code 000000000000}. */
  public static DynamoDb inMemory() {
    return new DynamoDb(MapStore.inMemory(), "us-east-1", "000000000000", Clock.systemUTC());
  }

  /**
   * The tables of a folder; the folder is created if it does not exist.
   *
   * @param region of the ARNs of tables
   * @param accountId of the ARNs of tables, 12 digits
   * @throws IllegalStateException if another process has the folder open, or it cannot be read
   */
  public static DynamoDb open(Path folder, String region, String accountId) {
    if (Files.exists(folder.resolve(OLDER_FILE))) {
      throw new IllegalStateException(
          "%s was written by DynamoDB Local, which is no longer used. Start with a new folder"
              .formatted(folder));
    }
    return new DynamoDb(MapStore.open(folder), region, accountId, Clock.systemUTC());
  }

  /** Whether the API has an operation of this name, supported here or not. */
  public boolean isOperation(String operation) {
    return operations.containsKey(operation)
        || Compatibility.REFUSED_OPERATIONS.contains(operation);
  }

  /**
   * Calls an operation.
   *
   * @param operation its name in the API, such as {@code PutItem}
   * @param request the body of the request
   * @return the body of the response; null if it has none
   * @throws DynamoDbException if the request is refused or fails
   */
  public ObjectNode call(String operation, JsonNode request) {
    Operation found = operations.get(operation);
    if (found == null) {
      throw DynamoDbException.of(
          DynamoDbException.Type.UNKNOWN_OPERATION,
          Compatibility.REFUSED_OPERATIONS.contains(operation)
              ? "%s is not supported by this table store".formatted(operation)
              : null);
    }
    return found.run(RequestShapes.of(operation).read(request));
  }

  /** Closes the store. The changes of every call that has returned are in its folder. */
  @Override
  public void close() {
    closed.countDown();
    store.close();
  }
}
