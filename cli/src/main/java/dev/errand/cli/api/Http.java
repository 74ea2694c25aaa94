package dev.errand.cli.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One exchange after another: on this machine over a socket, and over TLS with {@link
 * HttpURLConnection}, since {@code java.net.http} takes several times as long to load and to begin.
 */
public final class Http {

  static final int CONNECT_MILLISECONDS = 10_000;
  static final int READ_MILLISECONDS = 40_000;

  /** More than any answer of the API has; a download does not go through here. */
  static final int MAX_ANSWER_BYTES = 16 << 20;

  private Http() {}

  /**
   * Sends once.
   *
   * @throws IOException if there is no complete answer
   */
  static HttpAnswer send(HttpCall call) throws IOException {
    return isLoopback(call.uri()) && "http".equals(call.uri().getScheme())
        ? LoopbackExchange.send(call)
        : overConnection(call);
  }

  private static HttpAnswer overConnection(HttpCall call) throws IOException {
    HttpURLConnection connection = open(call.uri());
    connection.setRequestMethod(call.method());
    for (Map.Entry<String, String> header : call.headers().entrySet()) {
      connection.setRequestProperty(header.getKey(), header.getValue());
    }
    if (call.body().isPresent()) {
      connection.setDoOutput(true);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(call.body().get());
      }
    }
    int status = connection.getResponseCode();
    return new HttpAnswer(status, headers(connection), body(connection, status));
  }

  private static Map<String, String> headers(HttpURLConnection connection) {
    Map<String, String> headers = new HashMap<>();
    for (String name : connection.getHeaderFields().keySet()) {
      if (name != null) { // the status line has none
        headers.put(name.toLowerCase(Locale.ROOT), connection.getHeaderField(name));
      }
    }
    return headers;
  }

  /** A connection with the limits in time that all of them have; redirects are not followed. */
  public static HttpURLConnection open(URI uri) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            (isLoopback(uri)
                ? uri.toURL().openConnection(Proxy.NO_PROXY)
                : uri.toURL().openConnection());
    connection.setConnectTimeout(CONNECT_MILLISECONDS);
    connection.setReadTimeout(READ_MILLISECONDS);
    connection.setInstanceFollowRedirects(false);
    return connection;
  }

  /** Whether it is on this machine, where no one listens in. */
  public static boolean isLoopback(URI uri) {
    String host = uri.getHost();
    return host != null
        && (host.equals("localhost") || host.equals("[::1]") || isLoopbackAddress(host));
  }

  private static boolean isLoopbackAddress(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return host.startsWith("127.");
  }

  private static String body(HttpURLConnection connection, int status) throws IOException {
    InputStream stream = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
    if (stream == null) {
      return "";
    }
    try (stream) {
      byte[] body = stream.readNBytes(MAX_ANSWER_BYTES + 1);
      if (body.length > MAX_ANSWER_BYTES) {
        throw new IOException("the answer is larger than " + MAX_ANSWER_BYTES + " bytes");
      }
      long announced = connection.getContentLengthLong();
      if (announced > body.length) {
        throw new IOException("the answer was cut off");
      }
      return new String(body, StandardCharsets.UTF_8);
    }
  }
}
