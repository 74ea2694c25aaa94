package dev.errand.functions.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * The functions' clients before a peer that takes connections and does not answer. Seeded fault: no
 * time-outs at all, which those of the HTTP client's builder come to.
 */
class ClientsTest {

  /** That of most functions, see template.yaml. */
  private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(10);

  /** Of it for loading classes here, and for everything else in a function. */
  private static final Duration LEFT_TO_ANSWER = Duration.ofSeconds(1);

  private static final Map<String, String> PROPERTIES =
      Map.of(
          "aws.region", "us-east-1",
          "aws.accessKeyId", "key",
          "aws.secretAccessKey", "secret");

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Optional<String>> before = new HashMap<>();
  private final List<ServerSocket> peers = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (ServerSocket peer : peers) {
      peer.close();
    }
    threads.shutdownNow();
    before.forEach(
        (name, value) ->
            value.ifPresentOrElse(
                was -> System.setProperty(name, was), () -> System.clearProperty(name)));
  }

  @Test
  void everyCallEndsBeforeTheTimeOfTheShortestFunction() throws IOException {
    PROPERTIES.forEach(this::set);
    List<CompletableFuture<Void>> calls = new ArrayList<>();
    for (String beginning : List.of("", "HTTP/1.1 200 OK\r\nX-Slow: ")) {
      set("aws.endpointUrl", peer(beginning));
      calls.addAll(calls());
    }

    assertThat(calls)
        .allSatisfy(
            call ->
                assertThat(call)
                    .failsWithin(SHORTEST_TIMEOUT.minus(LEFT_TO_ANSWER))
                    .withThrowableThat()
                    .withCauseInstanceOf(SdkClientException.class));
  }

  private List<CompletableFuture<Void>> calls() {
    DynamoDbClient dynamoDb = Clients.dynamoDb();
    SfnClient stepFunctions = Clients.stepFunctions();
    S3Client s3 = Clients.s3();
    EcsClient ecs = Clients.ecs();
    return Stream.<Runnable>of(
            () -> dynamoDb.listTables(),
            () -> stepFunctions.listStateMachines(),
            () -> s3.getObject(get -> get.bucket("bucket").key("key")),
            () -> ecs.listClusters())
        .map(call -> CompletableFuture.runAsync(call, threads))
        .toList();
  }

  /** One that sends the beginning of an answer, then a byte now and then; or nothing. */
  private String peer(String beginning) throws IOException {
    ServerSocket peer = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    peers.add(peer);
    threads.execute(() -> accept(peer, beginning));
    return "http://127.0.0.1:" + peer.getLocalPort();
  }

  private void accept(ServerSocket peer, String beginning) {
    try {
      while (true) {
        Socket connection = peer.accept();
        threads.execute(() -> serve(connection, beginning));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private static void serve(Socket connection, String beginning) {
    try (connection;
        InputStream in = connection.getInputStream()) {
      connection.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
      connection.setSoTimeout(100);
      while (true) {
        if (!beginning.isEmpty()) {
          connection.getOutputStream().write('x');
        }
        try {
          if (in.read(new byte[4096]) < 0) {
            return;
          }
        } catch (SocketTimeoutException quiet) {
          // it goes on waiting
        }
      }
    } catch (IOException closed) {
      // the client has given up
    }
  }

  private void set(String name, String value) {
    before.putIfAbsent(name, Optional.ofNullable(System.getProperty(name)));
    System.setProperty(name, value);
  }
}
