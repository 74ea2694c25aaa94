package dev.errand.functions.dispatch;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errand.functions.delivery.Deliverer;
import dev.errand.functions.delivery.Fanout;
import dev.errand.functions.delivery.Sender;
import dev.errand.functions.delivery.Signatures;
import dev.errand.functions.event.EventPublisher;
import dev.errand.functions.runtime.Clients;
import dev.errand.functions.runtime.Environment;
import dev.errand.functions.runtime.Log;
import dev.errand.functions.runtime.Metrics;
import dev.errand.functions.secret.DataKey;
import dev.errand.functions.secret.SecretBox;
import dev.errand.functions.snapstart.Priming;
import dev.errand.functions.store.DeliveryStore;
import dev.errand.functions.store.DueWork;
import dev.errand.functions.store.EndpointHealthStore;
import dev.errand.functions.store.Outbox;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.store.WebhookStore;
import dev.errand.functions.webhook.EventId;
import dev.errand.functions.webhook.RetryDelays;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Delivers events to webhooks. An event of a report, from the bus, names the event to dispatch.
 * Only its id is used, because any role of the account can put events on the bus. Any other event,
 * such as that of the schedule, starts the sweep.
 */
public final class DispatchHandler implements RequestStreamHandler {

  /** The maximum number of endpoints that are tried at the same time. */
  private static final int MAX_THREADS = 128;

  /**
   * The maximum time of a batch: the time of an endpoint, its last try, and the writes after it.
   */
  private static final Duration RESERVE = Sender.LIMIT.multipliedBy(2).plusSeconds(5);

  private static final EventId NO_EVENT = new EventId("evt_00000000000000000000000000");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Dispatch dispatch;
  private final Sweep sweep;
  private final Metrics metrics;

  public DispatchHandler() {
    this(
        Environment.ofProcess(),
        Clients.dynamoDb(),
        new EventPublisher(
            Clients.eventBridge(),
            Environment.ofProcess().eventBusName(),
            Environment.ofProcess().stateMachineArn()),
        new SecretBox(
            new DataKey(Clients.secretsManager(), Environment.ofProcess().webhookKeyArn())),
        new Sender(Environment.ofProcess().webhookTargets(), Clock.systemUTC()),
        Clock.systemUTC());
  }

  /** Creates the function from its parts. */
  public DispatchHandler(
      Environment environment,
      DynamoDbClient dynamoDb,
      EventPublisher publisher,
      SecretBox box,
      Sender sender,
      Clock clock) {
    String table = environment.tableName();
    Outbox outbox = new Outbox(dynamoDb, table);
    ReportStore reports = new ReportStore(dynamoDb, table);
    WebhookStore webhooks = new WebhookStore(dynamoDb, table);
    DeliveryStore deliveries = new DeliveryStore(dynamoDb, table);
    DueWork due = new DueWork(dynamoDb, table);
    RetryDelays delays = environment.webhookRetryDelays();
    Fanout fanout = new Fanout(reports, webhooks, deliveries, clock);
    Deliverer deliverer =
        new Deliverer(
            new EndpointHealthStore(dynamoDb, table),
            deliveries,
            new Signatures(box),
            sender,
            delays,
            clock);
    Threads threads = new Threads(MAX_THREADS);
    this.dispatch = new Dispatch(outbox, fanout, deliverer, threads);
    this.sweep =
        new Sweep(
            due,
            new LateEvents(outbox, fanout, publisher),
            new DueDeliveries(webhooks, deliveries, deliverer, delays, clock),
            threads,
            clock);
    this.metrics = new Metrics(environment.metricsNamespace());
    Priming.register(
        () -> outbox.find(NO_EVENT),
        () -> webhooks.ofClient(new UUID(0, 0)),
        () -> due.dueBy(Instant.EPOCH, 1),
        publisher::prime,
        () -> box.seal("priming", "priming"));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Log log = Log.of(context);
    Optional<EventId> named = named(JSON.readTree(event));
    if (named.isPresent()) {
      dispatch.dispatch(named.get());
    } else {
      metrics.publish(
          sweep.run(() -> context.getRemainingTimeInMillis() > RESERVE.toMillis(), log), log);
    }
  }

  private static Optional<EventId> named(JsonNode event) {
    return Optional.of(event.at("/detail/id").asText()).filter(EventId::isValid).map(EventId::new);
  }
}
