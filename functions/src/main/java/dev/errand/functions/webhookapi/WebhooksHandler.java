package dev.errand.functions.webhookapi;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.errand.functions.delivery.Deliverer;
import dev.errand.functions.delivery.Sender;
import dev.errand.functions.delivery.Signatures;
import dev.errand.functions.http.ClaimMapping;
import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Routes;
import dev.errand.functions.runtime.Clients;
import dev.errand.functions.runtime.Environment;
import dev.errand.functions.secret.DataKey;
import dev.errand.functions.secret.SecretBox;
import dev.errand.functions.snapstart.Priming;
import dev.errand.functions.snapstart.PrimingContext;
import dev.errand.functions.snapstart.SampleRequests;
import dev.errand.functions.store.DeliveryStore;
import dev.errand.functions.store.EndpointHealthStore;
import dev.errand.functions.store.WebhookStore;
import dev.errand.functions.webhook.Targets;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Creates, shows, changes and tests webhooks. */
public final class WebhooksHandler implements RequestStreamHandler {

  private final Routes routes;

  public WebhooksHandler() {
    this(
        Environment.ofProcess(),
        Clients.dynamoDb(),
        new SecretBox(
            new DataKey(Clients.secretsManager(), Environment.ofProcess().webhookKeyArn())),
        new Sender(Environment.ofProcess().webhookTargets(), Clock.systemUTC()),
        Clock.systemUTC());
  }

  /** Creates the function from its parts. */
  public WebhooksHandler(
      Environment environment, DynamoDbClient dynamoDb, SecretBox box, Sender sender, Clock clock) {
    ClaimMapping claims = ClaimMapping.of(environment);
    String table = environment.tableName();
    WebhookStore webhooks = new WebhookStore(dynamoDb, table);
    DeliveryStore deliveries = new DeliveryStore(dynamoDb, table);
    Signatures signatures = new Signatures(box);
    Targets targets = environment.webhookTargets();
    VisibleWebhooks visible = new VisibleWebhooks(webhooks);
    Deliverer deliverer =
        new Deliverer(
            new EndpointHealthStore(dynamoDb, table),
            deliveries,
            signatures,
            sender,
            environment.webhookRetryDelays(),
            clock);
    this.routes =
        new Routes(
            claims,
            Map.<String, Endpoint>of(
                "POST /v1/webhooks",
                new CreateWebhook(
                    webhooks, signatures, targets, environment.maxWebhooksPerClient(), clock),
                "GET /v1/webhooks",
                new ListWebhooks(webhooks, clock),
                "GET /v1/webhooks/{webhook_id}",
                new GetWebhook(visible, clock),
                "PATCH /v1/webhooks/{webhook_id}",
                new ChangeWebhook(visible, webhooks, targets, clock),
                "DELETE /v1/webhooks/{webhook_id}",
                new DeleteWebhook(visible, webhooks, clock),
                "POST /v1/webhooks/{webhook_id}/rotate-secret",
                new RotateSecret(visible, webhooks, signatures, clock),
                "POST /v1/webhooks/{webhook_id}/ping",
                new PingWebhook(visible, deliveries, deliverer, clock),
                "GET /v1/webhooks/{webhook_id}/deliveries",
                new ListDeliveries(visible, deliveries),
                "POST /v1/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver",
                new Redeliver(visible, deliveries, deliverer, clock)));
    Priming.register(
        () ->
            handleRequest(
                SampleRequests.request(
                    claims.administrator(SampleRequests.CLIENT_ID),
                    "GET",
                    "/v1/webhooks",
                    Map.of("client_id", SampleRequests.CLIENT_ID)),
                OutputStream.nullOutputStream(),
                PrimingContext.logged()),
        () -> box.seal("priming", "priming"));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context) {
    routes.answer(event, response, context);
  }
}
