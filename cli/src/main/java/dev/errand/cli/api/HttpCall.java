package dev.errand.cli.api;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request.
 *
 * @param body sent as JSON or a form, as {@code headers} say; empty for none
 * @param isRepeatable whether it has the same effect however often it is sent
 */
public record HttpCall(
    String method,
    URI uri,
    Map<String, String> headers,
    Optional<byte[]> body,
    boolean isRepeatable) {

  public static HttpCall get(URI uri) {
    return new HttpCall("GET", uri, Map.of(), Optional.empty(), true);
  }

  public static HttpCall delete(URI uri) {
    return new HttpCall("DELETE", uri, Map.of(), Optional.empty(), true);
  }

  /** A POST without a body. */
  public static HttpCall post(URI uri) {
    return new HttpCall("POST", uri, Map.of(), Optional.of(new byte[0]), true);
  }

  /** A POST of a body. */
  public static HttpCall post(URI uri, String contentType, byte[] body) {
    return new HttpCall("POST", uri, Map.of("Content-Type", contentType), Optional.of(body), true);
  }

  /** The same with one more header. */
  public HttpCall with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new HttpCall(method, uri, more, body, isRepeatable);
  }

  /** The same as a request that has another effect each time that it is sent. */
  HttpCall notRepeatable() {
    return new HttpCall(method, uri, headers, body, false);
  }
}
