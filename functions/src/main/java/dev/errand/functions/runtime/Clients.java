package dev.errand.functions.runtime;

import dev.errand.functions.snapstart.Priming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Clients of AWS as Lambda's environment configures them: region, credentials and, where an
 * operator set {@code AWS_ENDPOINT_URL_...}, endpoints.
 */
public final class Clients {

  /**
   * For how long a call waits for the next bytes. The services answer within some hundred
   * milliseconds, so that another connection is quicker than a longer wait.
   */
  private static final Duration READ = Duration.ofSeconds(2);

  private static final Duration CONNECT = Duration.ofSeconds(1);

  /** The maximum number of tries of a call. A peer that does not answer takes six seconds. */
  private static final int MAX_TRIES = 3;

  /**
   * For how long a call is tried in all, so that a function can answer before its own time-out.
   * That is more than its tries take, since the first call of a process loads its classes as well.
   */
  public static final Duration CALL = Duration.ofSeconds(7);

  /** For how long a function is waited for: longer than its own time-out, with a cold start. */
  public static final Duration INVOCATION = Duration.ofSeconds(13);

  private static final Jitter PAUSES = new Jitter(Duration.ofMillis(50), Duration.ofSeconds(1));

  private Clients() {}

  public static DynamoDbClient dynamoDb() {
    return client(DynamoDbClient.builder());
  }

  public static SfnClient stepFunctions() {
    return client(SfnClient.builder());
  }

  /** Sends its calls by this client. */
  public static DynamoDbClient dynamoDb(SdkHttpClient http) {
    return client(DynamoDbClient.builder(), http, CALL, MAX_TRIES);
  }

  /** Sends its calls by this client. */
  public static SfnClient stepFunctions(SdkHttpClient http) {
    return client(SfnClient.builder(), http, CALL, MAX_TRIES);
  }

  public static S3Client s3() {
    return client(S3Client.builder());
  }

  public static EcsClient ecs() {
    return client(EcsClient.builder());
  }

  public static CloudWatchLogsClient logs() {
    return client(CloudWatchLogsClient.builder());
  }

  public static EventBridgeClient eventBridge() {
    return client(EventBridgeClient.builder());
  }

  public static SecretsManagerClient secretsManager() {
    return client(SecretsManagerClient.builder());
  }

  /** Its calls are not tried again: a function may still be at work. */
  public static LambdaClient lambda() {
    return client(LambdaClient.builder(), INVOCATION, INVOCATION, 1);
  }

  /** Waits for messages a second longer than for other answers. */
  public static SqsClient sqs() {
    return client(SqsClient.builder(), READ.plusSeconds(1), CALL, MAX_TRIES);
  }

  /** Signs addresses; sends nothing. */
  public static S3Presigner presigner() {
    return S3Presigner.create();
  }

  private static <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(
      B builder) {
    return client(builder, READ, CALL, MAX_TRIES);
  }

  private static <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(
      B builder, Duration read, Duration call, int maxTries) {
    return client(
        builder, UrlConnectionHttpClient.create(address -> open(address, read)), call, maxTries);
  }

  private static <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C client(
      B builder, SdkHttpClient http, Duration call, int maxTries) {
    return builder
        .httpClient(http)
        .overrideConfiguration(
            settings ->
                settings
                    .apiCallTimeout(call)
                    .retryStrategy(
                        DefaultRetryStrategy.standardStrategyBuilder()
                            .maxAttempts(maxTries)
                            .backoffStrategy(PAUSES)
                            .throttlingBackoffStrategy(PAUSES)
                            .build()))
        .build();
  }

  /**
   * Connections are kept for the next call, unless a snapshot comes between. The time-outs of the
   * client's builder hold only for connections that the client opens itself.
   */
  private static HttpURLConnection open(URI address, Duration read) {
    try {
      HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setConnectTimeout((int) CONNECT.toMillis());
      connection.setReadTimeout((int) read.toMillis());
      if (Priming.isRunning()) {
        connection.setRequestProperty("Connection", "close");
      }
      return connection;
    } catch (IOException e) {
      throw new UncheckedIOException("no connection to " + address, e);
    }
  }
}
