package dev.errand.local.workercheck;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The request line and the headers of an HTTP/1.1 request (RFC 9112).
 *
 * @param text all of it, as received, with a character for each byte (ISO 8859-1)
 * @param target the path and the query
 * @param length of the body in bytes; 0 if it is chunked
 */
record HttpHead(String text, String method, String target, long length, boolean isChunked) {

  private static final int MAX_BYTES = 1 << 16;
  private static final String END = "\r\n\r\n";

  /** Reads the next head of a connection; empty at its end. */
  static Optional<HttpHead> read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < END.length()) {
      int next = in.read();
      if (next < 0) {
        return Optional.empty();
      }
      if (head.size() == MAX_BYTES) {
        throw new IOException("the headers of a request are too long");
      }
      head.write(next);
      matched = next == END.charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return Optional.of(parse(head.toString(StandardCharsets.ISO_8859_1)));
  }

  private static HttpHead parse(String text) throws IOException {
    String[] lines = text.split("\r\n", -1);
    String[] words = lines[0].split(" ", -1);
    if (words.length != 3) {
      throw new IOException("a request line has three words");
    }
    long length = 0;
    boolean chunked = false;
    for (String line : lines) {
      String[] header = line.toLowerCase(Locale.ROOT).split(":", 2);
      if (header[0].equals("content-length")) {
        length = Long.parseLong(header[1].strip());
      } else if (header[0].equals("transfer-encoding")) {
        chunked = header[1].contains("chunked");
      }
    }
    return new HttpHead(text, words[0], words[1], chunked ? 0 : length, chunked);
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
