package dev.errand.local.lambda;

import dev.errand.local.metrics.Metric;
import dev.errand.local.metrics.MetricStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Counts the invocations of functions, their errors and throttles, and measures their duration. A
 * throttled request is no invocation.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html">Types
 *     of metrics for Lambda functions</a>
 */
public final class FunctionMetrics implements FunctionInvoker {

  private static final String NAMESPACE = "AWS/Lambda";

  private final FunctionInvoker functions;
  private final Map<String, String> names;
  private final MetricStore metrics;
  private final Clock clock;

  /**
   * @param names of the functions, by their logical ids
   */
  public FunctionMetrics(
      FunctionInvoker functions, Map<String, String> names, MetricStore metrics, Clock clock) {
    this.functions = functions;
    this.names = Map.copyOf(names);
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public CompletableFuture<Invocation> invoke(String logicalId, byte[] event) {
    Instant begin = clock.instant();
    CompletableFuture<Invocation> invocation = functions.invoke(logicalId, event);
    var unused = invocation.thenAccept(ended -> count(names.get(logicalId), ended, begin));
    return invocation;
  }

  private void count(String function, Invocation invocation, Instant begin) {
    if (invocation instanceof Invocation.Throttled) {
      add(function, "Throttles", 1);
    } else if (!(invocation instanceof Invocation.TooLarge)) {
      add(function, "Invocations", 1);
      add(function, "Errors", invocation instanceof Invocation.Success ? 0 : 1);
      add(function, "Duration", Duration.between(begin, clock.instant()).toNanos() / 1e6);
    }
  }

  private void add(String function, String name, double value) {
    Metric metric = new Metric(NAMESPACE, name, Map.of("FunctionName", function));
    metrics.add(metric, value, clock.instant());
  }
}
