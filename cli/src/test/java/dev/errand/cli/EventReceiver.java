package dev.errand.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A client's receiver of events that is down for half of the time: then it answers 500, or hangs
 * for longer than it is waited for. What it takes, the reference library has verified.
 */
final class EventReceiver implements AutoCloseable {

  private static final long PHASE_SECONDS = 5;

  /** Of so many requests while it is down, one hangs. */
  private static final int HANGS = 8;

  private static final int HANG_SECONDS = 12;

  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final RandomGenerator random;
  private final HttpServer server;
  private volatile Webhook webhook;
  private volatile boolean up;

  EventReceiver(RandomGenerator random) {
    this.random = random;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::receive);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  /** Verifies with this secret from now on. */
  void verifyWith(String secret) {
    try {
      webhook = new Webhook(secret);
    } catch (Exception e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Is not down any more. */
  void stayUp() {
    up = true;
  }

  /** What it has taken, each with its id in the field {@code webhook_id}. */
  List<JsonNode> events() {
    return new ArrayList<>(events);
  }

  /** What the reference library did not take. */
  List<String> refused() {
    return List.copyOf(refused);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (isDown()) {
        if (random.nextInt(HANGS) == 0) {
          TimeUnit.SECONDS.sleep(HANG_SECONDS);
        }
        exchange.sendResponseHeaders(500, -1);
        return;
      }
      webhook.verify(body, exchange.getRequestHeaders());
      JsonNode event = Reports.json(body);
      ((ObjectNode) event).put("webhook_id", exchange.getRequestHeaders().getFirst("webhook-id"));
      events.add(event);
      exchange.sendResponseHeaders(204, -1);
    } catch (WebhookVerificationException e) {
      refused.add(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isDown() {
    return !up && System.nanoTime() / TimeUnit.SECONDS.toNanos(PHASE_SECONDS) % 2 == 0;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
