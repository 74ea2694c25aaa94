package dev.errand.local.gateway;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as it came in.
 *
 * @param path decoded
 * @param query as sent, {@code ""} if there is none
 * @param headers names in small letters, values of the same name joined by commas
 * @param body as text if its media type is one of text, otherwise in Base64
 */
record Request(
    String method,
    String path,
    String query,
    Map<String, String> headers,
    String sourceIp,
    String protocol,
    String body,
    boolean isBase64Encoded) {

  /** API Gateway's quota for the payload of an HTTP API. */
  private static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

  /** The body is longer than API Gateway takes. */
  static final class TooLarge extends Exception {
    private static final long serialVersionUID = 1L;
  }

  static Request of(HttpExchange exchange) throws IOException, TooLarge {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      throw new TooLarge();
    }
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    boolean text = body.length == 0 || isText(headers.getOrDefault("content-type", "text/plain"));
    String query = exchange.getRequestURI().getRawQuery();
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        query == null ? "" : query,
        headers,
        exchange.getRemoteAddress().getAddress().getHostAddress(),
        exchange.getProtocol(),
        text ? new String(body, StandardCharsets.UTF_8) : Base64.getEncoder().encodeToString(body),
        !text);
  }

  /** Decoded; values of the same name joined by commas. */
  Map<String, String> queryParameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query.isEmpty() ? List.<String>of() : List.of(query.split("&", -1))) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      parameters.merge(name, value, (earlier, later) -> earlier + "," + later);
    }
    return parameters;
  }

  private static boolean isText(String contentType) {
    String mediaType = contentType.toLowerCase(Locale.ROOT).replaceFirst("\\s*;.*", "");
    return mediaType.startsWith("text/")
        || mediaType.endsWith("json")
        || mediaType.endsWith("xml")
        || mediaType.endsWith("javascript");
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }
}
