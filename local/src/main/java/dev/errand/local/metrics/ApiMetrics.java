package dev.errand.local.metrics;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;

/**
 * Counts the responses of an HTTP API.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html">Metrics
 *     for HTTP APIs</a>
 */
public final class ApiMetrics extends Filter {

  private final String apiId;
  private final MetricStore metrics;
  private final Clock clock;

  public ApiMetrics(String apiId, MetricStore metrics, Clock clock) {
    this.apiId = apiId;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public String description() {
    return "counts the responses of the API";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    chain.doFilter(exchange);
    int status = exchange.getResponseCode();
    add("Count", 1);
    add("4xx", status >= 400 && status < 500 ? 1 : 0);
    add("5xx", status >= 500 ? 1 : 0);
  }

  private void add(String name, double value) {
    metrics.add(new Metric("AWS/ApiGateway", name, Map.of("ApiId", apiId)), value, clock.instant());
  }
}
