package dev.errand.cli.api;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request that has the same effect however often it is sent.
 *
 * @param body sent as JSON or a form, as {@code headers} say; empty for none
 */
public record HttpCall(String method, URI uri, Map<String, String> headers, Optional<byte[]> body) {

  public static HttpCall get(URI uri) {
    return new HttpCall("GET", uri, Map.of(), Optional.empty());
  }

  public static HttpCall delete(URI uri) {
    return new HttpCall("DELETE", uri, Map.of(), Optional.empty());
  }

  /** A POST without a body. */
  public static HttpCall post(URI uri) {
    return new HttpCall("POST", uri, Map.of(), Optional.of(new byte[0]));
  }

  /** A POST of a body. */
  public static HttpCall post(URI uri, String contentType, byte[] body) {
    return new HttpCall("POST", uri, Map.of("Content-Type", contentType), Optional.of(body));
  }

  /** The same with one more header. */
  public HttpCall with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new HttpCall(method, uri, more, body);
  }
}
