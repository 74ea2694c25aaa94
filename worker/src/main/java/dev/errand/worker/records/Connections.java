package dev.errand.worker.records;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.Optional;

/** Opens connections with the limits of the worker. */
final class Connections {

  private static final int MAX_DISCARDED = 64 << 10;

  private Connections() {}

  static HttpURLConnection open(URI url, RecordsApiSettings.Limits limits, Proxies proxies)
      throws IOException {
    Optional<Proxy> proxy = proxies.of(url);
    HttpURLConnection connection =
        (HttpURLConnection)
            (proxy.isPresent()
                ? url.toURL().openConnection(proxy.get())
                : url.toURL().openConnection());
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout((int) limits.connect().toMillis());
    connection.setReadTimeout((int) limits.silence().toMillis());
    connection.setUseCaches(false);
    connection.setRequestProperty("User-Agent", "errand-worker");
    return connection;
  }

  /** Reads a short body completely, so that the connection can be reused. */
  static void discard(HttpURLConnection connection) throws IOException {
    InputStream in = connection.getErrorStream();
    if (in != null) {
      try (in) {
        in.readNBytes(MAX_DISCARDED);
      }
    }
  }
}
