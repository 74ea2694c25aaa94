package dev.errand.local.metrics;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Samples how many messages queues have.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html">Available
 *     CloudWatch metrics for Amazon SQS</a>
 */
public final class QueueMetrics implements Runnable {

  private final List<String> queues;
  private final ToIntFunction<String> messages;
  private final MetricStore metrics;
  private final Clock clock;

  /**
   * @param queues by name
   * @param messages how many messages a queue has
   */
  public QueueMetrics(
      List<String> queues, ToIntFunction<String> messages, MetricStore metrics, Clock clock) {
    this.queues = List.copyOf(queues);
    this.messages = messages;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void run() {
    for (String queue : queues) {
      metrics.add(
          new Metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", Map.of("QueueName", queue)),
          messages.applyAsInt(queue),
          clock.instant());
    }
  }
}
