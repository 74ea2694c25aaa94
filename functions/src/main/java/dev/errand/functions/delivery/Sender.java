package dev.errand.functions.delivery;

import dev.errand.functions.webhook.Delivery;
import dev.errand.functions.webhook.Targets;
import dev.errand.functions.webhook.TryError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts to the endpoints of clients, which are not trusted. Only the status of an answer and a
 * bounded number of its headers are read, never its body. Redirects are not followed, connections
 * are not reused, cookies are not kept, and a call takes at most {@link #LIMIT}.
 */
public final class Sender {

  /** How long a try takes at most, name look-up and TLS included. */
  public static final Duration LIMIT = Duration.ofSeconds(10);

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int MAX_HEADERS = 100;
  private static final int MAX_LINE = 8192;
  private static final int MAX_CONNECTIONS = 1000;

  private final Targets targets;
  private final Duration limit;
  private final Clock clock;
  private final CloseableHttpClient client;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "webhook-try");
            thread.setDaemon(true);
            return thread;
          });

  /** A sender whose tries take at most {@link #LIMIT}; the system resolves the names of hosts. */
  public Sender(Targets targets, Clock clock) {
    this(targets, LIMIT, clock);
  }

  /**
   * A sender with another limit; the system resolves the names of hosts.
   *
   * @param limit how long a try takes at most
   */
  public Sender(Targets targets, Duration limit, Clock clock) {
    this(targets, InetAddress::getAllByName, limit, clock);
  }

  /**
   * A sender.
   *
   * @param resolver resolves the names of hosts
   * @param limit how long a try takes at most
   */
  public Sender(Targets targets, Resolver resolver, Duration limit, Clock clock) {
    this.targets = targets;
    this.limit = limit;
    this.clock = clock;
    Timeout silence = Timeout.of(limit);
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new GuardedResolver(resolver, targets))
                    .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder()
                            .http1Config(
                                Http1Config.custom()
                                    .setMaxHeaderCount(MAX_HEADERS)
                                    .setMaxLineLength(MAX_LINE)
                                    .setMaxEmptyLineCount(1)
                                    .build())
                            .build())
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.of(CONNECT))
                            .setSocketTimeout(silence)
                            .build())
                    .setMaxConnTotal(MAX_CONNECTIONS)
                    .setMaxConnPerRoute(MAX_CONNECTIONS)
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(silence)
                    .setResponseTimeout(silence)
                    .build())
            .setConnectionReuseStrategy((request, response, context) -> false)
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .setUserAgent("Errand-Webhooks")
            .build();
  }

  /**
   * Posts JSON.
   *
   * @param headers more of them, by name
   */
  public Delivery.Try post(String url, Map<String, String> headers, String body) {
    long began = System.nanoTime();
    if (targets.refusal(url).isPresent()) {
      return failed(began, TryError.ADDRESS_REFUSED);
    }
    HttpPost request = new HttpPost(url);
    headers.forEach(request::setHeader);
    request.setEntity(
        new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
    Future<Integer> status = threads.submit(() -> status(request));
    try {
      int code = status.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return Delivery.Try.answered(clock.instant(), since(began), code);
    } catch (TimeoutException e) {
      return failed(began, TryError.TIMEOUT);
    } catch (ExecutionException e) {
      return failed(began, error(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while an endpoint was waited for", e);
    } finally {
      request.cancel();
      status.cancel(true);
    }
  }

  /** Cancelling the request ends its connection, so that closing the answer reads none of it. */
  private int status(HttpPost request) throws IOException {
    ClassicHttpResponse response = client.executeOpen(null, request, null);
    int code = response.getCode();
    request.cancel();
    try {
      response.close();
    } catch (IOException ended) {
      // the connection is closed already
    }
    return code;
  }

  private Delivery.Try failed(long began, TryError error) {
    return Delivery.Try.failed(clock.instant(), since(began), error);
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static TryError error(Throwable fault) {
    if (fault instanceof RefusedAddressException) {
      return TryError.ADDRESS_REFUSED;
    }
    if (fault instanceof UnknownHostException) {
      return TryError.UNKNOWN_HOST;
    }
    if (fault instanceof SSLException) {
      return TryError.TLS_FAILED;
    }
    if (fault instanceof SocketTimeoutException) {
      return TryError.TIMEOUT;
    }
    return fault instanceof MessageConstraintException
            || fault instanceof HttpException
            || fault.getCause() instanceof HttpException
        ? TryError.INVALID_ANSWER
        : TryError.CONNECTION_FAILED;
  }
}
