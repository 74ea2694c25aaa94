package dev.errand.cli.api;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One exchange with a server on this machine: HTTP/1.0 over a connection of its own, whose answer
 * has a length or ends with the connection (RFC 1945; a server must not send chunks to such a
 * client, RFC 9112, 6.1). {@link java.net.HttpURLConnection} takes as long to load as the JVM takes
 * to start.
 */
final class LoopbackExchange {

  private static final int DEFAULT_PORT = 80;
  private static final int MAX_HEAD_BYTES = 64 << 10;

  private LoopbackExchange() {}

  /**
   * Sends a call and reads its answer.
   *
   * @throws IOException if there is no complete answer
   */
  static HttpAnswer send(HttpCall call) throws IOException {
    byte[] head = head(call);
    URI uri = call.uri();
    int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      socket.setSoTimeout(Http.READ_MILLISECONDS);
      socket.connect(new InetSocketAddress(uri.getHost(), port), Http.CONNECT_MILLISECONDS);
      OutputStream out = socket.getOutputStream();
      out.write(head);
      if (call.body().isPresent()) {
        out.write(call.body().get());
      }
      return read(new BufferedInputStream(socket.getInputStream()), call.method());
    }
  }

  private static byte[] head(HttpCall call) {
    URI uri = call.uri();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    StringBuilder head = new StringBuilder(call.method());
    head.append(' ').append(path);
    if (uri.getRawQuery() != null) {
      head.append('?').append(uri.getRawQuery());
    }
    head.append(" HTTP/1.0\r\n");
    add(head, "Host", uri.getRawAuthority());
    add(head, "Connection", "close");
    for (Map.Entry<String, String> header : call.headers().entrySet()) {
      add(head, header.getKey(), header.getValue());
    }
    if (call.body().isPresent()) {
      add(head, "Content-Length", Integer.toString(call.body().get().length));
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void add(StringBuilder head, String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c > '~') {
        throw new IllegalArgumentException(
            "the header " + name + " must not hold line breaks and other special characters");
      }
    }
    head.append(name).append(": ").append(value).append("\r\n");
  }

  /** Reads an answer; one to HEAD, and of the statuses 204 and 304, has no body. */
  static HttpAnswer read(InputStream in, String method) throws IOException {
    int[] left = {MAX_HEAD_BYTES};
    int status = status(line(in, left));
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in, left); !line.isEmpty(); line = line(in, left)) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("the answer has a header without a name");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    if (headers.containsKey("transfer-encoding")) {
      throw new IOException("the answer comes in chunks, for which the call did not ask");
    }
    boolean empty = status == 204 || status == 304 || method.equals("HEAD");
    return new HttpAnswer(status, headers, empty ? "" : body(in, headers.get("content-length")));
  }

  private static int status(String line) throws IOException {
    if (line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ') {
      try {
        int status = Integer.parseInt(line, 9, 12, 10);
        if (status >= 200) {
          return status;
        }
      } catch (NumberFormatException other) {
        // said below
      }
    }
    throw new IOException("the answer is not HTTP");
  }

  /** Without its end, which is CR LF or LF alone. */
  private static String line(InputStream in, int[] left) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the answer was cut off");
      }
      if (--left[0] < 0) {
        throw new IOException("the answer's head is larger than " + MAX_HEAD_BYTES + " bytes");
      }
      line.append((char) c);
    }
    int last = line.length() - 1;
    return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
  }

  private static String body(InputStream in, String announced) throws IOException {
    long length = announced == null ? -1 : length(announced);
    byte[] body =
        in.readNBytes(
            (int)
                (length < 0
                    ? Http.MAX_ANSWER_BYTES + 1
                    : Math.min(length, Http.MAX_ANSWER_BYTES + 1)));
    if (body.length > Http.MAX_ANSWER_BYTES) {
      throw new IOException("the answer is larger than " + Http.MAX_ANSWER_BYTES + " bytes");
    }
    if (body.length < length) {
      throw new IOException("the answer was cut off");
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  private static long length(String announced) throws IOException {
    try {
      long length = Long.parseLong(announced);
      if (length >= 0) {
        return length;
      }
    } catch (NumberFormatException other) {
      // said below
    }
    throw new IOException("the answer's Content-Length is no number");
  }
}
