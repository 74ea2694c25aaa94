package dev.errand.dynamodb.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.errand.dynamodb.DynamoDb;
import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.value.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.CRC32;

/** One request and its response. */
final class Exchange {

  private static final Logger LOG = Logger.getLogger(Exchange.class.getName());
  private static final int MAX_REQUEST_BYTES = 16 << 20;
  private static final int REQUEST_ID_LENGTH = 52;
  private static final Set<String> VERSIONS = Set.of("DynamoDB_20120810", "DynamoDB_20111205");
  private static final String JSON = "application/json";
  private static final String AMZ_JSON = "application/x-amz-json-1.0";
  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private final DynamoDb dynamoDb;
  private final HttpExchange http;

  Exchange(DynamoDb dynamoDb, HttpExchange http) {
    this.dynamoDb = dynamoDb;
    this.http = http;
  }

  void run() throws IOException {
    byte[] body = http.getRequestBody().readNBytes(MAX_REQUEST_BYTES + 1);
    if (body.length > MAX_REQUEST_BYTES) {
      http.sendResponseHeaders(413, 0);
      http.getResponseBody().close();
      return;
    }
    http.getResponseHeaders().set("x-amzn-RequestId", requestId());
    String contentType = contentType();
    if (http.getRequestHeaders().containsKey("Origin")) {
      send(403, "text/plain", "web pages may not call this table store\n");
    } else if (http.getRequestMethod().equals("GET")) {
      send(200, null, "healthy: dynamodb.us-east-1.amazonaws.com ");
    } else if (!http.getRequestMethod().equals("POST")
        || (body.length > 0 && !contentType.equals(JSON) && !contentType.equals(AMZ_JSON))) {
      send(404, null, "<UnknownOperationException/>\n");
    } else {
      answer(body, contentType.equals(AMZ_JSON) ? AMZ_JSON : JSON);
    }
  }

  private void answer(byte[] body, String contentType) throws IOException {
    int status = 200;
    ObjectNode response;
    try {
      response = call(body);
    } catch (DynamoDbException e) {
      status = e.type().statusCode();
      response = e.body();
      if (status >= 500) {
        LOG.log(Level.WARNING, e.getMessage(), e.getCause());
      }
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "A request failed unexpectedly", e);
      status = 500;
      response = DynamoDbException.internal("The request failed: " + e, e).body();
    }
    send(status, contentType, response == null ? "" : JsonText.MAPPER.writeValueAsString(response));
  }

  private ObjectNode call(byte[] body) {
    JsonNode request = body.length == 0 ? null : parse(body);
    String operation = operation();
    Authorization.check(http.getRequestHeaders(), http.getRequestURI().getRawQuery());
    if (request == null) {
      throw DynamoDbException.of(DynamoDbException.Type.SERIALIZATION, null);
    }
    return dynamoDb.call(operation, request);
  }

  private static JsonNode parse(byte[] body) {
    try {
      return JsonText.MAPPER.readTree(body);
    } catch (IOException e) {
      throw DynamoDbException.of(DynamoDbException.Type.SERIALIZATION, null);
    }
  }

  private String operation() {
    String target = http.getRequestHeaders().getFirst("X-Amz-Target");
    String[] parts = target == null ? new String[0] : target.split("\\.", -1);
    if (parts.length != 2 || !VERSIONS.contains(parts[0]) || !dynamoDb.isOperation(parts[1])) {
      throw DynamoDbException.of(DynamoDbException.Type.UNKNOWN_OPERATION, null);
    }
    return parts[1];
  }

  private String contentType() {
    String header = http.getRequestHeaders().getFirst("Content-Type");
    return header == null ? "" : header.split(";", 2)[0].strip();
  }

  private void send(int status, String contentType, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    http.getResponseHeaders().set("x-amz-crc32", Long.toString(crc.getValue()));
    if (contentType != null) {
      http.getResponseHeaders().set("Content-Type", contentType);
    }
    http.sendResponseHeaders(status, bytes.length);
    http.getResponseBody().write(bytes);
    http.getResponseBody().close();
  }

  private static String requestId() {
    StringBuilder id = new StringBuilder(REQUEST_ID_LENGTH);
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int i = 0; i < REQUEST_ID_LENGTH; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
