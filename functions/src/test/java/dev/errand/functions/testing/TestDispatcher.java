package dev.errand.functions.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.core.ReportId;
import dev.errand.functions.delivery.Sender;
import dev.errand.functions.dispatch.DispatchHandler;
import dev.errand.functions.report.AttemptOutcome;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Retention;
import dev.errand.functions.report.Submission;
import dev.errand.functions.report.TaskLimit;
import dev.errand.functions.runtime.Environment;
import dev.errand.functions.store.DeliveryStore;
import dev.errand.functions.store.Outbox;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.store.WebhookStore;
import dev.errand.functions.webhook.Delivery;
import dev.errand.functions.webhook.ReportEvent;
import dev.errand.functions.webhook.Webhook;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The function that delivers events, over a real table and a bus, and reports that end. */
public final class TestDispatcher {

  private static final AttemptOutcome OUTCOME =
      new AttemptOutcome(Optional.empty(), Optional.empty(), Optional.empty());

  private final TestTable table;
  private final DispatchHandler handler;
  private final TestContext context = new TestContext();
  private final ReportStore reports;
  private int count;

  public TestDispatcher(TestTable table, LocalEventBus bus, Clock clock) {
    this(table, bus, clock, Map.of());
  }

  /**
   * A dispatcher.
   *
   * @param variables of its environment, besides or instead of the usual ones
   */
  public TestDispatcher(
      TestTable table, LocalEventBus bus, Clock clock, Map<String, String> variables) {
    this(table, bus, clock, variables, TestApi.TRY_LIMIT);
  }

  /**
   * A dispatcher.
   *
   * @param variables of its environment, besides or instead of the usual ones
   * @param limit how long an endpoint may take
   */
  public TestDispatcher(
      TestTable table,
      LocalEventBus bus,
      Clock clock,
      Map<String, String> variables,
      Duration limit) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "TABLE_NAME", table.name(),
                "METRICS_NAMESPACE", "test",
                "WEBHOOK_LOOPBACK", "allowed"));
    all.putAll(variables);
    Environment environment = new Environment(all);
    this.table = table;
    this.reports = new ReportStore(table.dynamoDb(), table.name());
    this.handler =
        new DispatchHandler(
            environment,
            table.dynamoDb(),
            bus.publisher(),
            TestApi.KEY,
            new Sender(environment.webhookTargets(), limit, clock),
            clock);
  }

  /** Stores a new report of a client, and its end, as the recorder does; publishes nothing. */
  public Report ended(UUID client, ExecutionStatus status, Instant at) {
    return ended(new ReportId("report-%d".formatted(++count)), client, status, at);
  }

  private Report ended(ReportId id, UUID client, ExecutionStatus status, Instant at) {
    Submission submission =
        Submission.of(
            """
            {"filter": {"client_id": "%s", "start_date": "2021-01-01", "end_date": "2021-12-31"}}"""
                .formatted(client));
    Report before = Report.accepted(id, submission, at.minusSeconds(60), Retention.days(90));
    reports.accept(before, before.requestedBy("somebody"), Optional.empty(), 1_000_000, at);
    Execution execution =
        new Execution(
            before.attempt(),
            status,
            0,
            at.minusSeconds(30),
            Optional.empty(),
            status == ExecutionStatus.RUNNING ? Optional.empty() : Optional.of(at),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Report after = before.after(execution, OUTCOME, Retention.days(90), TaskLimit.NONE);
    reports.replace(before, after, before.transition(execution, OUTCOME, Retention.days(90)));
    return after;
  }

  /** Has the event of a report dispatched, as the bus does when it has just been published. */
  public void dispatch(Report report) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("source", "errand").putObject("detail").put("id", eventId(report));
    invoke(event);
  }

  /** The id of the event that a report's state is. */
  public static String eventId(Report report) {
    return ReportEvent.of(report).orElseThrow().id().value();
  }

  /** Has everything delivered that is due. */
  public void sweep() {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("source", "aws.events").putObject("detail");
    invoke(event);
  }

  /** Invokes the function. */
  public void invoke(JsonNode event) {
    try {
      handler.handleRequest(
          new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)),
          OutputStream.nullOutputStream(),
          context);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client's deliveries to its only webhook, newest first. */
  public List<Delivery> deliveries(UUID client) {
    Webhook webhook = webhook(client);
    return new DeliveryStore(table.dynamoDb(), table.name())
        .page(webhook.id(), Optional.empty(), Optional.empty(), 100)
        .deliveries();
  }

  /** A client's only webhook. */
  public Webhook webhook(UUID client) {
    return new WebhookStore(table.dynamoDb(), table.name()).ofClient(client).get(0);
  }

  /** Whether an event is not dispatched yet. */
  public boolean isInOutbox(Report report) {
    return new Outbox(table.dynamoDb(), table.name())
        .find(ReportEvent.of(report).orElseThrow().id())
        .isPresent();
  }

  /** What it logged. */
  public String log() {
    return context.log();
  }

  /** How long the first try may wait for the sweep that finds a lost event. */
  public static Duration grace() {
    return Duration.ofSeconds(31);
  }
}
