package dev.errand.dynamodb.http;

import com.sun.net.httpserver.Headers;
import dev.errand.dynamodb.DynamoDbException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The signature of a request. Whether it is there and complete is checked as the service checks it;
 * whether it is right is not, since any credentials may call.
 */
final class Authorization {

  private static final List<String> HEADER_PARTS =
      List.of("Credential", "Signature", "SignedHeaders");

  private static final List<String> QUERY_PARTS =
      List.of(
          "X-Amz-Algorithm",
          "X-Amz-Credential",
          "X-Amz-Signature",
          "X-Amz-SignedHeaders",
          "X-Amz-Date");

  private Authorization() {}

  /**
   * Checks a request.
   *
   * @param query the query string as it was sent, or null
   * @throws DynamoDbException if there is no signature, or a part of it is missing
   */
  static void check(Headers headers, String query) {
    String header = headers.getFirst("Authorization");
    Map<String, String> parameters = parts(query == null ? "" : query, "&");
    boolean inQuery = parameters.containsKey("X-Amz-Algorithm");
    if (header != null && inQuery) {
      throw DynamoDbException.of(
          DynamoDbException.Type.INVALID_SIGNATURE,
          "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP"
              + " header.");
    }
    if (header == null ? !inQuery : !header.strip().startsWith("AWS4-")) {
      throw DynamoDbException.of(
          DynamoDbException.Type.MISSING_AUTHENTICATION_TOKEN,
          "Request is missing Authentication Token");
    }
    StringBuilder missing = new StringBuilder();
    if (header != null) {
      checkHeader(headers, header, missing);
    } else {
      for (String part : QUERY_PARTS) {
        if (parameters.getOrDefault(part, "").isEmpty()) {
          missing.append("AWS query-string parameters must include '%s'. ".formatted(part));
        }
      }
      if (!missing.isEmpty()) {
        missing.append("Re-examine the query-string parameters.");
      }
    }
    if (!missing.isEmpty()) {
      throw DynamoDbException.of(DynamoDbException.Type.INCOMPLETE_SIGNATURE, missing.toString());
    }
  }

  private static void checkHeader(Headers headers, String header, StringBuilder missing) {
    Map<String, String> given = parts(header, "[, ]");
    for (String part : HEADER_PARTS) {
      if (given.getOrDefault(part, "").isEmpty()) {
        missing.append("Authorization header requires '%s' parameter. ".formatted(part));
      }
    }
    if (!headers.containsKey("X-Amz-Date") && !headers.containsKey("Date")) {
      missing.append(
          "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
    }
    if (!missing.isEmpty()) {
      missing.append("Authorization=").append(header);
    }
  }

  private static Map<String, String> parts(String text, String separator) {
    Map<String, String> parts = new HashMap<>();
    for (String part : text.split(separator, -1)) {
      String[] pair = part.strip().split("=", 2);
      parts.put(pair[0], pair.length == 2 ? pair[1] : "");
    }
    return parts;
  }
}
