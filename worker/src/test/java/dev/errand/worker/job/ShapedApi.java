package dev.errand.worker.job;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** An API of orders that splits them into pages in one of the ways that a type can declare. */
final class ShapedApi implements AutoCloseable {

  /** A way to split records into pages. */
  enum Shape {
    CURSOR("{\"cursor\": {\"pointer\": \"/meta/next\", \"parameter\": \"cursor\"}}", "/data"),
    NEXT_LINK("{\"next_link\": {\"pointer\": \"/links/next\"}}", "/data"),
    LINK_HEADER("{\"link_header\": {}}", ""),
    NUMBER("{\"number\": {\"parameter\": \"page\"}}", "/data"),
    OFFSET("{\"offset\": {\"parameter\": \"offset\"}}", "/data"),
    LAST_ID(
        "{\"last_id\": {\"parameter\": \"starting_after\", \"id\": \"/id\", \"more\": \"/has_more\"}}",
        "/data"),
    NONE("{}", "/data");

    final String page;
    final String records;

    Shape(String page, String records) {
      this.page = page;
      this.records = records;
    }
  }

  /** Changes the answer to a request. */
  interface Fault {
    /** Sends another answer than the page and returns true, or returns false. */
    boolean send(HttpExchange exchange, byte[] page) throws IOException;
  }

  static final int PAGE_SIZE = 7;

  private static final JsonMapper JSON = new JsonMapper();
  private static final Fault NONE = (exchange, page) -> false;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Shape shape;
  private final List<ObjectNode> orders;
  private final List<URI> requests = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private volatile Fault fault = NONE;
  private volatile Runnable onRequest = () -> {};
  private volatile byte[] earlier = new byte[0];

  ShapedApi(Shape shape, List<ObjectNode> orders) throws IOException {
    this.shape = shape;
    this.orders = orders;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/orders", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api");
  }

  List<URI> requests() {
    return requests;
  }

  List<String> authorizations() {
    return authorizations;
  }

  void failsWith(Fault what) {
    fault = what;
  }

  /** Runs something before each answer. */
  void onRequest(Runnable what) {
    onRequest = what;
  }

  static Fault status(int status, String... headers) {
    return (exchange, page) -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
      return true;
    };
  }

  static Fault cut() {
    return (exchange, page) -> {
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page, 0, page.length / 2);
      exchange.getResponseBody().flush();
      exchange.close();
      return true;
    };
  }

  /** The records of the page in the opposite order. */
  Fault reversed() {
    return (exchange, page) -> {
      send(exchange, reverse(page));
      return true;
    };
  }

  /** The page before. */
  Fault repeated() {
    return (exchange, page) -> {
      send(exchange, earlier);
      return true;
    };
  }

  /** The fault at one request only, from 1. */
  static Fault at(int number, Fault fault) {
    int[] count = {0};
    return (exchange, page) -> {
      synchronized (count) {
        count[0]++;
      }
      return count[0] == number && fault.send(exchange, page);
    };
  }

  static Fault from(int number, Fault fault) {
    int[] count = {0};
    return (exchange, page) -> {
      synchronized (count) {
        count[0]++;
      }
      return count[0] >= number && fault.send(exchange, page);
    };
  }

  private byte[] reverse(byte[] page) throws IOException {
    var tree = JSON.readTree(page);
    ArrayNode records = (ArrayNode) (shape.records.isEmpty() ? tree : tree.at(shape.records));
    for (int i = 0, j = records.size() - 1; i < j; i++, j--) {
      var other = records.get(i);
      records.set(i, records.get(j));
      records.set(j, other);
    }
    return JSON.writeValueAsBytes(tree);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(exchange.getRequestURI());
      authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      onRequest.run();
      byte[] page = page(exchange, query(exchange.getRequestURI()));
      if (!fault.send(exchange, page)) {
        send(exchange, page);
        earlier = page;
      }
    }
  }

  private static void send(HttpExchange exchange, byte[] page) throws IOException {
    boolean gzip =
        String.valueOf(exchange.getRequestHeaders().getFirst("Accept-Encoding")).contains("gzip");
    byte[] body = page;
    if (gzip) {
      ByteArrayOutputStream zipped = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
        out.write(page);
      }
      body = zipped.toByteArray();
      exchange.getResponseHeaders().add("Content-Encoding", "gzip");
    }
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private byte[] page(HttpExchange exchange, Map<String, String> query) throws IOException {
    List<ObjectNode> matching = orders.stream().filter(order -> matches(order, query)).toList();
    int from = from(matching, query);
    int to = shape == Shape.NONE ? matching.size() : Math.min(matching.size(), from + PAGE_SIZE);
    ArrayNode data = JSON.createArrayNode();
    IntStream.range(Math.min(from, to), to).forEach(i -> data.add(matching.get(i)));
    Optional<String> next = to < matching.size() ? Optional.of("c" + to) : Optional.empty();
    String link = link(query, next);
    if (shape == Shape.LINK_HEADER) {
      exchange.getResponseHeaders().add("X-Total-Count", String.valueOf(matching.size()));
      exchange
          .getResponseHeaders()
          .add(
              "Link",
              "</api/orders>; rel=\"first\""
                  + (next.isEmpty() ? "" : ", <" + link + ">; title=\"a, b\"; rel=\"next\""));
      return JSON.writeValueAsBytes(data);
    }
    ObjectNode body = JSON.createObjectNode();
    body.putObject("meta").put("next", next.orElse(null)).put("total", matching.size());
    body.set("data", data);
    body.putObject("links").put("next", next.isEmpty() ? null : link);
    return JSON.writeValueAsBytes(body.put("has_more", next.isPresent()));
  }

  /** An absolute link for the header, a relative one for the body. */
  private String link(Map<String, String> query, Optional<String> next) {
    String range =
        query.entrySet().stream()
            .filter(parameter -> parameter.getKey().startsWith("created"))
            .map(parameter -> parameter.getKey() + "=" + parameter.getValue() + "&")
            .collect(Collectors.joining());
    String target = "orders?" + range + "cursor=" + next.orElse("");
    return shape == Shape.LINK_HEADER ? endpoint() + "/" + target : target;
  }

  private int from(List<ObjectNode> matching, Map<String, String> query) {
    if (query.containsKey("cursor")) {
      return Integer.parseInt(query.get("cursor").substring(1));
    }
    if (query.containsKey("page")) {
      return (Integer.parseInt(query.get("page")) - 1) * PAGE_SIZE;
    }
    if (query.containsKey("offset")) {
      return Integer.parseInt(query.get("offset"));
    }
    if (query.containsKey("starting_after")) {
      return 1
          + matching.stream()
              .map(order -> order.get("id").textValue())
              .toList()
              .indexOf(query.get("starting_after"));
    }
    return 0;
  }

  private static boolean matches(ObjectNode order, Map<String, String> query) {
    Instant created = Instant.parse(order.get("created").textValue());
    String from = query.getOrDefault("created_from", "1970-01-01T00:00:00Z");
    String before = query.getOrDefault("created_before", "2100-01-01T00:00:00Z");
    return !created.isBefore(Instant.parse(from)) && created.isBefore(Instant.parse(before));
  }

  private static Map<String, String> query(URI uri) {
    return Arrays.stream(Optional.ofNullable(uri.getRawQuery()).orElse("").split("&"))
        .filter(parameter -> !parameter.isEmpty())
        .map(parameter -> parameter.split("=", 2))
        .collect(
            Collectors.toMap(
                parameter -> decoded(parameter[0]), parameter -> decoded(parameter[1])));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
