package dev.errand.functions.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * An HTTP response.
 *
 * @param status the HTTP status
 * @param headers by name
 * @param body text, {@code ""} for none
 */
public record Response(int status, Map<String, String> headers, String body) {

  public Response {
    headers = Map.copyOf(headers);
  }

  /** A JSON document. No shared cache may store it. */
  public static Response json(int status, JsonNode body) {
    return new Response(
        status,
        Map.of("Content-Type", "application/json", "Cache-Control", "private, no-cache"),
        Json.text(body));
  }

  /** 204 No Content. */
  public static Response empty() {
    return new Response(204, Map.of("Cache-Control", "private, no-cache"), "");
  }

  /** This response with one more header, or another value for it. */
  public Response withHeader(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Response(status, more, body);
  }

  /** This response to a client that has the body already (RFC 9110, section 15.4.5). */
  public Response notModified() {
    Map<String, String> fewer = new TreeMap<>(headers);
    fewer.remove("Content-Type");
    return new Response(304, fewer, "");
  }
}
