package dev.errand.local.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Filter;
import dev.errand.local.events.DeadLetterQueues;
import dev.errand.local.lambda.FunctionInvoker;
import dev.errand.local.lambda.FunctionMetrics;
import dev.errand.local.metrics.Alarms;
import dev.errand.local.metrics.ApiMetrics;
import dev.errand.local.metrics.CloudWatchApi;
import dev.errand.local.metrics.EmbeddedMetrics;
import dev.errand.local.metrics.ExecutionMetrics;
import dev.errand.local.metrics.MetricStore;
import dev.errand.local.metrics.QueueMetrics;
import dev.errand.local.template.FunctionSpec;
import dev.errand.local.template.QueueSpec;
import dev.errand.local.template.Template;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The metrics of a stage and the alarms of its template. */
final class StageMetrics {

  private final Template template;
  private final Clock clock;
  private final MetricStore metrics = new MetricStore();
  private final ExecutionMetrics executions;
  private final EmbeddedMetrics embedded;
  private final QueueMetrics queues;
  private final Alarms alarms;

  /**
   * @param logs the folder of the functions' logs
   */
  StageMetrics(Template template, Path logs, DeadLetterQueues deadLetters, Clock clock) {
    this.template = template;
    this.clock = clock;
    this.executions = new ExecutionMetrics(metrics, clock);
    this.embedded =
        new EmbeddedMetrics(
            template.functions().stream()
                .map(function -> logs.resolve(function.logicalId() + ".log"))
                .toList(),
            metrics);
    this.queues =
        new QueueMetrics(
            template.queues().stream().map(QueueSpec::name).toList(),
            queue -> deadLetters.messages(queue).size(),
            metrics,
            clock);
    this.alarms = new Alarms(template.alarms(), metrics, clock);
  }

  /** Functions whose invocations are counted. */
  FunctionInvoker measured(FunctionInvoker functions) {
    return new FunctionMetrics(
        functions,
        template.functions().stream()
            .collect(Collectors.toMap(FunctionSpec::logicalId, FunctionSpec::name)),
        metrics,
        clock);
  }

  /** Counts each status event once it is taken; until then it is offered again. */
  Consumer<ObjectNode> counted(Consumer<ObjectNode> events) {
    return event -> {
      events.accept(event);
      executions.count(event);
    };
  }

  /** Counts the responses of the HTTP API. */
  Filter responses() {
    return new ApiMetrics(template.apis().stream().findFirst().orElse(""), metrics, clock);
  }

  Alarms alarms() {
    return alarms;
  }

  /** Collects what is not counted when it occurs: log lines, and the lengths of queues. */
  void collect() {
    embedded.run();
    queues.run();
  }

  CloudWatchApi api() {
    return new CloudWatchApi(alarms, this::collect);
  }
}
