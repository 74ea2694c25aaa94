package dev.errand.functions.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.functions.deadletters.DeadLetters;
import dev.errand.functions.deadletters.DeadLettersHandler;
import dev.errand.functions.deadletters.RecorderClient;
import dev.errand.functions.runtime.Environment;
import dev.errand.local.events.DeadLetter;
import dev.errand.local.events.DeadLetterQueues;
import dev.errand.local.events.SqsApi;
import dev.errand.states.value.Json;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The stage's queue of dead letters, and a recorder behind Lambda's API. */
public final class LocalDeadLetters implements AutoCloseable {

  private static final String QUEUE = "errand-StatusDeadLetters";
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  private final DeadLetterQueues queues;
  private final List<JsonNode> recorded = new CopyOnWriteArrayList<>();
  private final AtomicInteger sent = new AtomicInteger();
  private final Javalin server;
  private volatile Function<JsonNode, Optional<String>> failure = event -> Optional.empty();

  private LocalDeadLetters(Path folder) {
    queues = new DeadLetterQueues(folder);
    SqsApi sqs = new SqsApi(Set.of(QUEUE), queues, Clock.systemUTC());
    server =
        Javalin.create(
                config -> {
                  config.routes.post("/", sqs);
                  config.routes.post("/2015-03-31/functions/{name}/invocations", this::invoke);
                })
            .start("127.0.0.1", 0);
  }

  /** Starts both, with a folder for the messages. */
  public static LocalDeadLetters start(Path folder) {
    return new LocalDeadLetters(folder);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** The address of the queue, by the endpoint that a caller uses. */
  public static String queue(URI endpoint) {
    return endpoint + "/123456789012/" + QUEUE;
  }

  /** Sends an event to the queue, which has failed for a reason. */
  public void send(String event, String error) throws IOException {
    Instant now = Instant.now();
    queues.send(
        QUEUE,
        "%015d-%s".formatted(now.toEpochMilli() + sent.incrementAndGet(), UUID.randomUUID()),
        new DeadLetter(
            Json.write(Json.read(event)),
            Map.of("RequestID", "1", "ErrorCode", "200", "ErrorMessage", error),
            now));
  }

  /** How many messages there are. */
  public int size() {
    return queues.messages(QUEUE).size();
  }

  /** Has the recorder fail where this gives a message. */
  public void setFailure(Function<JsonNode, Optional<String>> messages) {
    failure = messages;
  }

  /** What the recorder has taken. */
  public List<JsonNode> recorded() {
    return List.copyOf(recorded);
  }

  /** The function over both. */
  public DeadLettersHandler function() {
    return new DeadLettersHandler(
        new Environment(Map.of()),
        new DeadLetters(
            SqsClient.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create())
                .build(),
            queue(endpoint())),
        new RecorderClient(
            LambdaClient.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create())
                .build(),
            "errand-RecorderFunction:live"));
  }

  private void invoke(Context http) throws IOException {
    JsonNode event = Json.read(http.body());
    Optional<String> error = failure.apply(event);
    if (error.isPresent()) {
      http.header("X-Amz-Function-Error", "Unhandled")
          .result("{\"errorType\": \"Fault\", \"errorMessage\": \"%s\"}".formatted(error.get()));
    } else {
      recorded.add(event);
      http.result("null");
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
