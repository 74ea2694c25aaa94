package dev.errand.functions.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.functions.event.EventPublisher;
import dev.errand.local.events.PutEvents;
import io.javalin.Javalin;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** An event bus that keeps what is put on it. */
public final class LocalEventBus implements AutoCloseable {

  private final List<ObjectNode> events = new CopyOnWriteArrayList<>();
  private final Javalin server;
  private volatile boolean broken;

  private LocalEventBus() {
    PutEvents put = new PutEvents(events::add, SamLocal.ACCOUNT, Clock.systemUTC());
    server =
        Javalin.create(
                config ->
                    config.routes.post(
                        "/",
                        http -> {
                          if (broken) {
                            http.status(500);
                          } else {
                            put.handle(http);
                          }
                        }))
            .start("127.0.0.1", 0);
  }

  public static LocalEventBus start() {
    return new LocalEventBus();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** What was put on it. */
  public List<ObjectNode> events() {
    return List.copyOf(events);
  }

  /** Whether it refuses everything. */
  public void setBroken(boolean now) {
    broken = now;
  }

  /** Puts events of reports on it. */
  public EventPublisher publisher() {
    return new EventPublisher(
        EventBridgeClient.builder()
            .endpointOverride(endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClient(UrlConnectionHttpClient.create())
            .build(),
        "default",
        "arn:aws:states:us-east-1:123456789012:stateMachine:report");
  }

  @Override
  public void close() {
    server.stop();
  }
}
