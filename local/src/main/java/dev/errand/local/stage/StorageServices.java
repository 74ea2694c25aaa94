package dev.errand.local.stage;

import dev.errand.dynamodb.DynamoDb;
import dev.errand.dynamodb.http.DynamoDbServer;
import dev.errand.local.Account;
import dev.errand.local.s3.S3ProxyServer;
import dev.errand.local.template.Template;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.h2.store.fs.FilePath;

/**
 * The table store and the object store of a stage. They start at the same time, in the background.
 * A store whose endpoint the environment states is not started.
 */
final class StorageServices {

  private final StorageProvisioner storage;
  private final CompletableFuture<URI> dynamoDb;
  private final CompletableFuture<URI> s3;

  private StorageServices(
      StorageProvisioner storage, CompletableFuture<URI> dynamoDb, CompletableFuture<URI> s3) {
    this.storage = storage;
    this.dynamoDb = dynamoDb;
    this.s3 = s3;
  }

  /** Begins to start both. */
  static StorageServices begin(StageContext context) {
    StageEnvironment environment = context.environment();
    Parts parts = context.parts();
    Path data = context.data();
    loadFileClassesOfH2();
    Credentials credentials = environment.credentials();
    return new StorageServices(
        new StorageProvisioner(new StorageClients(credentials)),
        endpoint(
            "DYNAMODB",
            environment,
            parts,
            () -> parts.add(startTables(data.resolve("dynamodb"), context.account())).endpoint()),
        endpoint(
            "S3",
            environment,
            parts,
            () ->
                parts
                    .add(S3ProxyServer.in(context.checkout(), credentials.account(), data))
                    .start()
                    .endpoint()));
  }

  private static CompletableFuture<URI> endpoint(
      String service, StageEnvironment environment, Parts parts, Supplier<URI> start) {
    return environment
        .givenEndpoint(service)
        .map(CompletableFuture::completedFuture)
        .orElseGet(() -> parts.begin(start));
  }

  /**
   * Several threads of the stage open stores of H2. Its file classes wait for each other forever if
   * two threads initialize them at once.
   */
  private static void loadFileClassesOfH2() {
    FilePath.get(".");
  }

  private static DynamoDbServer startTables(Path folder, Account account) {
    DynamoDb tables;
    try {
      tables = DynamoDb.open(folder, account.region(), account.id());
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          "%s. To start with empty tables, give the stage another folder by --data"
              .formatted(e.getMessage()),
          e);
    }
    return DynamoDbServer.start(tables, 0);
  }

  /** Waits for both, and creates the tables and buckets of a template that do not exist. */
  void create(Template template) {
    CompletableFuture<Void> tables =
        dynamoDb.thenAcceptAsync(uri -> storage.createTables(uri, template.tables()));
    CompletableFuture<Void> buckets =
        s3.thenAcceptAsync(uri -> storage.createBuckets(uri, template.buckets()));
    try {
      CompletableFuture.allOf(tables, buckets).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** The endpoint of the table store, once it has started. */
  URI dynamoDb() {
    return dynamoDb.join();
  }

  /** The endpoint of the object store, once it has started. */
  URI s3() {
    return s3.join();
  }
}
