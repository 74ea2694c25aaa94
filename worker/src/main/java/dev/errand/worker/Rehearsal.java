package dev.errand.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes a small report against a server of its own, so that the JVM can archive the classes that a
 * report takes. The build of the image runs it; a report never does.
 */
public final class Rehearsal {

  private static final String CLIENT = "1266cd5a-1dfa-44f2-83ca-534c30b38555";
  private static final String RECORD =
      """
      {"id":"%d","client_id":"%s","booked_at":"2021-01-01T00:00:%02dZ","amount":"%d.50",\
      "currency":"EUR","status":"pending","counterparty":"A, B","description":%s}""";

  private Rehearsal() {}

  /** Rehearses; the exit code is that of the report. */
  public static void main(String[] args) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/records", exchange -> answer(exchange, 200, page()));
    server.createContext("/bucket", Rehearsal::bucket);
    server.createContext("/", exchange -> answer(exchange, 200, "{}"));
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    System.setProperty("aws.region", "us-east-1");
    System.setProperty("aws.accessKeyId", "rehearsal");
    System.setProperty("aws.secretAccessKey", "rehearsal");
    System.setProperty("aws.endpointUrlS3", url);
    System.setProperty("aws.endpointUrlDynamoDB", url);
    int exitCode = new Main(environment(url), Clock.systemUTC()).run();
    server.stop(0);
    System.exit(exitCode);
  }

  private static Map<String, String> environment(String url) {
    return Map.of(
        "REPORT_REQUEST",
        """
        {"filter": {"client_id": "%s", "start_date": "2021-01-01", "end_date": "2021-12-31"}}"""
            .formatted(CLIENT),
        "EXECUTION_NAME",
        "rehearsal",
        "RECORDS_API_URL",
        url,
        "RECORDS_API_TOKEN",
        "rehearsal",
        "BUCKET_NAME",
        "bucket",
        "TABLE_NAME",
        "rehearsal");
  }

  /** A page with one record that only the general lane takes. */
  private static String page() {
    String records =
        IntStream.range(0, 50)
            .mapToObj(i -> RECORD.formatted(100 + i, CLIENT, i, i, i == 49 ? "7" : "\"=1\""))
            .collect(Collectors.joining(","));
    return "{\"records\":[%s],\"next_cursor\":null,\"total\":50}".formatted(records);
  }

  /** As much of Amazon S3 as a small report needs: it keeps nothing but gives back the CSV. */
  private static void bucket(HttpExchange exchange) throws IOException {
    String key = exchange.getRequestURI().getPath();
    if (exchange.getRequestMethod().equals("PUT")) {
      exchange.getResponseHeaders().add("ETag", "\"1\"");
      answer(exchange, 200, "");
    } else if (key.endsWith(".csv")) {
      answer(
          exchange,
          200,
          "id,client_id,booked_at,amount,currency,status,counterparty,description\r\n1,c,2021-01-01T00:00:00Z,1.50,EUR,pending,a,b\r\n");
    } else if (key.equals("/bucket") || key.equals("/bucket/")) {
      answer(
          exchange,
          200,
          "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>");
    } else {
      answer(exchange, 404, "<Error><Code>NoSuchKey</Code></Error>");
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (exchange;
        InputStream in = exchange.getRequestBody()) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
