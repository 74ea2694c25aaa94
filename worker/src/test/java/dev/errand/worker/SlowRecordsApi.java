package dev.errand.worker;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;

/** A records API with long records and a configurable latency. */
final class SlowRecordsApi implements AutoCloseable {

  static final String CLIENT = "1266cd5a-1dfa-44f2-83ca-534c30b38555";

  private static final int RECORDS = 12_000;
  private static final int DESCRIPTION = 2500;
  private static final Instant START = Instant.parse("2021-01-01T00:00:00Z");
  private static final long STEP = Duration.ofDays(365).toSeconds() / RECORDS;
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789 ,\"é";

  /** Each record is made once; tests read all of them many times. */
  private static final AtomicReferenceArray<ObjectNode> MADE = new AtomicReferenceArray<>(RECORDS);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile int latencyMillis;

  SlowRecordsApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/records", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Sets the latency of each page. */
  void takes(int millis) {
    latencyMillis = millis;
  }

  int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    Map<String, String> query =
        Arrays.stream(exchange.getRequestURI().getQuery().split("&", -1))
            .map(parameter -> parameter.split("=", 2))
            .collect(Collectors.toMap(parameter -> parameter[0], parameter -> parameter[1]));
    byte[] page = JSON.writeValueAsBytes(page(query));
    try {
      TimeUnit.MILLISECONDS.sleep(latencyMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (exchange) {
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page);
    }
  }

  private static ObjectNode page(Map<String, String> query) {
    int first = firstOnOrAfter(LocalDate.parse(query.get("start_date")));
    int end = firstOnOrAfter(LocalDate.parse(query.get("end_date")).plusDays(1));
    int from = query.containsKey("cursor") ? Integer.parseInt(query.get("cursor")) : first;
    int to = Math.min(end, from + Integer.parseInt(query.get("page_size")));
    ObjectNode page = JSON.createObjectNode();
    ArrayNode records = page.putArray("records");
    for (int i = from; i < to; i++) {
      records.add(record(i));
    }
    page.put("next_cursor", to < end ? String.valueOf(to) : null);
    return page.put("total", end - first);
  }

  private static int firstOnOrAfter(LocalDate day) {
    long seconds = Duration.between(START, day.atStartOfDay(ZoneOffset.UTC)).toSeconds();
    return (int) Math.max(0, Math.min(RECORDS, (seconds + STEP - 1) / STEP));
  }

  private static ObjectNode record(int number) {
    ObjectNode made = MADE.get(number);
    if (made == null) {
      made = make(number);
      MADE.set(number, made);
    }
    return made;
  }

  private static ObjectNode make(int number) {
    SplittableRandom random = new SplittableRandom(number);
    char[] description = new char[DESCRIPTION];
    for (int i = 0; i < DESCRIPTION; i++) {
      description[i] = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
    }
    return JSON.createObjectNode()
        .put("id", "%08d".formatted(number))
        .put("client_id", CLIENT)
        .put("booked_at", START.plusSeconds(number * STEP).toString())
        .put("amount", "%d.%02d".formatted(random.nextInt(-9999, 9999), random.nextInt(100)))
        .put("currency", random.nextBoolean() ? "EUR" : "USD")
        .put("status", random.nextBoolean() ? "pending" : "settled")
        .put("counterparty", "Counterparty " + random.nextInt(100))
        .put("description", new String(description));
  }
}
