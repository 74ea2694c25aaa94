package dev.errand.worker.records;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What authenticates a request.
 *
 * @param headers the headers
 * @param query the query parameter, if there is one
 * @param secret the text that must not appear in messages; it identifies the credentials
 */
record Credentials(
    Map<String, String> headers, Optional<Map.Entry<String, String>> query, String secret) {

  static Credentials header(String name, String value, String secret) {
    return new Credentials(Map.of(name, value), Optional.empty(), secret);
  }

  URI apply(URI uri) {
    if (query.isEmpty()) {
      return uri;
    }
    String parameter = encoded(query.get().getKey()) + "=" + encoded(query.get().getValue());
    return URI.create(uri + (uri.getRawQuery() == null ? "?" : "&") + parameter);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Does not contain the secret. */
  @Override
  public String toString() {
    return "Credentials";
  }
}
