package dev.errand.dynamodb.http;

import com.sun.net.httpserver.HttpServer;
import dev.errand.dynamodb.DynamoDb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * DynamoDB's API by HTTP, on the loopback interface only:
 *
 * <pre>{@code
 * try (var server = DynamoDbServer.start(DynamoDb.inMemory(), 0)) {
 *   DynamoDbClient.builder().endpointOverride(server.endpoint())...
 * }
 * }</pre>
 */
public final class DynamoDbServer implements AutoCloseable {

  static {
    // the JDK's server sends headers and body apart; without this each response waits for an ACK
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private static final int THREADS = 32;

  private final DynamoDb dynamoDb;
  private final HttpServer server;
  private final ExecutorService threads;

  private DynamoDbServer(DynamoDb dynamoDb, HttpServer server, ExecutorService threads) {
    this.dynamoDb = dynamoDb;
    this.server = server;
    this.threads = threads;
  }

  /**
   * Starts a server.
   *
   * @param dynamoDb what it serves; closed with the server
   * @param port 0 for any free one
   * @throws UncheckedIOException if the port is taken
   */
  public static DynamoDbServer start(DynamoDb dynamoDb, int port) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      ExecutorService threads =
          Executors.newFixedThreadPool(
              THREADS,
              work -> {
                Thread thread = new Thread(work, "dynamodb");
                thread.setDaemon(true);
                return thread;
              });
      server.setExecutor(threads);
      server.createContext(
          "/",
          http -> {
            try (http) {
              new Exchange(dynamoDb, http).run();
            }
          });
      server.start();
      return new DynamoDbServer(dynamoDb, server, threads);
    } catch (IOException e) {
      dynamoDb.close();
      throw new UncheckedIOException("cannot serve the tables on port " + port, e);
    }
  }

  /** The base URL, {@code http://127.0.0.1:PORT}. */
  public URI endpoint() {
    InetSocketAddress address = server.getAddress();
    return URI.create(
        "http://%s:%d".formatted(address.getAddress().getHostAddress(), address.getPort()));
  }

  /** Ends the server and closes what it serves. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
    dynamoDb.close();
  }
}
