package dev.errand.worker.training;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The operations of Amazon S3 that the worker uses, in memory. */
final class MemoryBucket {

  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();

  void answer(HttpExchange exchange) throws IOException {
    String key = exchange.getRequestURI().getPath();
    String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
    exchange.getResponseHeaders().set("ETag", "\"etag\"");
    switch (exchange.getRequestMethod()) {
      case "PUT" -> {
        if (query.contains("uploadId")) {
          uploads.get(key).write(exchange.getRequestBody().readAllBytes());
        } else {
          objects.put(key, exchange.getRequestBody().readAllBytes());
        }
        Responses.send(exchange, 200, "");
      }
      case "POST" ->
          Responses.send(exchange, 200, query.contains("uploadId") ? end(key) : begin(key));
      case "GET", "HEAD" -> read(exchange, key, query);
      default -> Responses.send(exchange, 204, "");
    }
  }

  private String begin(String key) {
    uploads.put(key, new ByteArrayOutputStream());
    return "<InitiateMultipartUploadResult><UploadId>id</UploadId></InitiateMultipartUploadResult>";
  }

  private String end(String key) {
    objects.put(key, uploads.remove(key).toByteArray());
    return "<CompleteMultipartUploadResult><ETag>etag</ETag></CompleteMultipartUploadResult>";
  }

  private void read(HttpExchange exchange, String key, String query) throws IOException {
    if (query.contains("uploads")) {
      Responses.send(
          exchange,
          200,
          "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>"
              + "</ListMultipartUploadsResult>");
    } else if (objects.containsKey(key)) {
      Responses.send(exchange, 200, objects.get(key));
    } else {
      Responses.send(exchange, 404, "<Error><Code>NoSuchKey</Code></Error>");
    }
  }
}
