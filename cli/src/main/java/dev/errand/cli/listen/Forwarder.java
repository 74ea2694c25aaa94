package dev.errand.cli.listen;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.errand.cli.api.Http;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A receiver of events on this machine. It forwards each one unchanged, with its signature, and
 * answers what the target answers, so that what the target refuses is sent again.
 */
public final class Forwarder implements AutoCloseable {

  private static final List<String> FORWARDED_HEADERS =
      List.of("content-type", "webhook-id", "webhook-timestamp", "webhook-signature");

  /** More than any event has. */
  private static final int MAX_EVENT_BYTES = 1 << 20;

  /** Shorter than what the sender waits for. */
  private static final int TARGET_MILLISECONDS = 9_000;

  private static final int ACCEPTED = 204;
  private static final int BAD_GATEWAY = 502;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Optional<URI> target;
  private final Consumer<Event> events;

  private Forwarder(HttpServer server, Optional<URI> target, Consumer<Event> events) {
    this.server = server;
    this.target = target;
    this.events = events;
  }

  /**
   * An event that came in.
   *
   * @param body its JSON
   * @param answer what the target answered; 502 if it did not, 204 if there is none
   */
  public record Event(String body, int answer, Duration took) {}

  /**
   * Starts a receiver on a free port of the loopback interface.
   *
   * @param target where events are forwarded to, if anywhere
   * @param events receives each event after it was answered
   */
  public static Forwarder start(Optional<URI> target, Consumer<Event> events) throws IOException {
    Forwarder forwarder =
        new Forwarder(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
            target,
            events);
    forwarder.server.setExecutor(forwarder.threads);
    forwarder.server.createContext("/", forwarder::receive);
    forwarder.server.start();
    return forwarder;
  }

  /** Where it receives. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_EVENT_BYTES);
      long began = System.nanoTime();
      int answer = target.isPresent() ? forward(target.get(), exchange, body) : ACCEPTED;
      exchange.sendResponseHeaders(answer, -1);
      events.accept(
          new Event(
              new String(body, StandardCharsets.UTF_8),
              answer,
              Duration.ofNanos(System.nanoTime() - began)));
    }
  }

  private static int forward(URI to, HttpExchange exchange, byte[] body) {
    try {
      HttpURLConnection connection = Http.open(to);
      connection.setReadTimeout(TARGET_MILLISECONDS);
      connection.setConnectTimeout(TARGET_MILLISECONDS);
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      for (String header : FORWARDED_HEADERS) {
        String value = exchange.getRequestHeaders().getFirst(header);
        if (value != null) {
          connection.setRequestProperty(header, value);
        }
      }
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
      int status = connection.getResponseCode();
      connection.disconnect();
      return status;
    } catch (IOException e) {
      return BAD_GATEWAY;
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
