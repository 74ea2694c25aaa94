package dev.errand.worker.records;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.page.Bytes;
import dev.errand.worker.page.PageParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Sends a request for a page. It repeats a request only if the records API rejected the credentials
 * and there are others.
 *
 * <p>It uses {@link HttpURLConnection}: {@code java.net.http} took more than three times as long
 * for the same pages.
 */
final class RecordsHttpClient {

  private static final int CHUNK = 64 << 10;

  private final RecordsApiSettings settings;

  RecordsHttpClient(RecordsApiSettings settings) {
    this.settings = settings;
  }

  /**
   * Reads the response into {@code body}. Returns its headers.
   *
   * @throws RetryableException if there is no response, an incomplete one, 408, 425, 429 or 5xx
   * @throws RejectedPageTokenException if a request with a page token gets any other 4xx than 401
   *     and 403
   * @throws WorkerFailure if a further try cannot succeed
   */
  Response fetch(PageRequest request, Bytes body) throws RetryableException {
    Optional<Response> response = Optional.empty();
    while (response.isEmpty()) {
      response = fetch(request, settings.authentication().current(), body);
    }
    return response.get();
  }

  /** Sends the request. Empty if the credentials were rejected and others exist. */
  private Optional<Response> fetch(PageRequest request, Credentials credentials, Bytes body)
      throws RetryableException {
    body.truncate(0);
    long deadline = System.nanoTime() + settings.limits().page().toNanos();
    HttpURLConnection connection = null;
    try {
      connection = connect(request, credentials);
      int status = connection.getResponseCode();
      if (status == HttpURLConnection.HTTP_UNAUTHORIZED
          && settings.authentication().replace(credentials)) {
        Connections.discard(connection);
        return Optional.empty();
      }
      if (status != HttpURLConnection.HTTP_OK) {
        refuse(connection, status, credentials.secret(), !request.isFirst());
      }
      settings.authentication().accepted();
      try (InputStream in = connection.getInputStream()) {
        if ("gzip".equalsIgnoreCase(connection.getContentEncoding())) {
          read(new GZIPInputStream(in, CHUNK), -1, body, deadline);
        } else {
          read(in, connection.getContentLengthLong(), body, deadline);
        }
      }
      return Optional.of(new Response(body, connection.getHeaderFields()));
    } catch (IOException e) {
      if (connection != null) {
        connection.disconnect();
      }
      Optional<String> certificate = TransportError.certificateProblem(e);
      if (certificate.isPresent()) {
        throw new WorkerFailure(
            FailureCode.WORKER_MISCONFIGURED,
            "The certificate of the records API is not trusted. Check RECORDS_API_URL, and that the"
                + " trust store of the worker's JDK contains its issuer. The reason: "
                + certificate.get(),
            e);
      }
      throw new RetryableException(TransportError.describe(e), Optional.empty(), e);
    }
  }

  private HttpURLConnection connect(PageRequest request, Credentials credentials)
      throws IOException {
    HttpURLConnection connection =
        Connections.open(credentials.apply(request.uri()), settings.limits(), settings.proxies());
    credentials.headers().forEach(connection::setRequestProperty);
    connection.setRequestProperty("Accept", "application/json");
    request.headers().forEach(connection::setRequestProperty);
    return connection;
  }

  private void read(InputStream in, long contentLength, Bytes body, long deadline)
      throws IOException {
    int max = settings.limits().maxBytes();
    if (contentLength > max) {
      throw tooLarge(max);
    }
    body.reserve((int) Math.max(contentLength, 0) + PageParser.PADDING);
    while (true) {
      body.reserve(1);
      int room = Math.min(CHUNK, body.array().length - body.length());
      int count = in.read(body.array(), body.length(), room);
      if (count < 0) {
        break;
      }
      body.advanceTo(body.length() + count);
      if (body.length() > max) {
        throw tooLarge(max);
      }
      if (System.nanoTime() > deadline) {
        throw new IncompleteResponseException(
            "the page took longer than %d s".formatted(settings.limits().page().toSeconds()));
      }
    }
    if (contentLength >= 0 && body.length() != contentLength) {
      throw new IncompleteResponseException(
          "the page ended after %d of %d bytes".formatted(body.length(), contentLength));
    }
  }

  private void refuse(HttpURLConnection connection, int status, String secret, boolean hasPageToken)
      throws RetryableException, IOException {
    if (status < 0) {
      throw new IncompleteResponseException("the response is not HTTP");
    }
    if (status == 408 || status == 425 || status == 429 || status >= 500) {
      Optional<Duration> after =
          RetryAfter.parse(connection.getHeaderField("Retry-After"), Instant.now())
              .or(
                  () ->
                      RateLimit.pause(
                          name -> Optional.ofNullable(connection.getHeaderField(name))));
      Connections.discard(connection);
      throw new RetryableException("answered " + status, after, null);
    }
    if (status >= 400) {
      String problem = ProblemDetails.read(connection.getErrorStream()).without(secret);
      WorkerFailure failure =
          new WorkerFailure(
              FailureCode.RECORDS_API_REFUSED,
              "The records API refused the request with status %d%s".formatted(status, problem));
      if (hasPageToken && status != 401 && status != 403) {
        throw new RejectedPageTokenException(failure);
      }
      throw failure;
    }
    Connections.discard(connection);
    if (status >= 300) {
      throw new WorkerFailure(
          FailureCode.RECORDS_API_REFUSED,
          "The records API answered with a redirect (status %d), which the worker does not follow."
                  .formatted(status)
              + " Set RECORDS_API_URL to the final URL.");
    }
    throw new WorkerFailure(
        FailureCode.RECORDS_INCONSISTENT,
        "The records API answered with status %d instead of a page.".formatted(status));
  }

  private static WorkerFailure tooLarge(int max) {
    return new WorkerFailure(
        FailureCode.RECORDS_INCONSISTENT,
        "The records API sent a page of more than %d MiB.".formatted(max >> 20));
  }
}
