package dev.errand.functions.runtime;

import dev.errand.functions.snapstart.Priming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Clients of AWS as Lambda's environment configures them: region, credentials and, where somebody
 * set {@code AWS_ENDPOINT_URL_...}, endpoints.
 */
public final class Clients {

  private static final Duration CONNECT = Duration.ofSeconds(1);

  private static final Duration READ = Duration.ofMillis(2500);

  /** For a call with all its tries: less than the shortest time-out of a function, 10 seconds. */
  private static final Duration CALL = Duration.ofSeconds(7);

  private Clients() {}

  public static DynamoDbClient dynamoDb() {
    return DynamoDbClient.builder().httpClient(http()).overrideConfiguration(Clients::timed).build();
  }

  public static SfnClient stepFunctions() {
    return SfnClient.builder().httpClient(http()).overrideConfiguration(Clients::timed).build();
  }

  public static S3Client s3() {
    return S3Client.builder().httpClient(http()).overrideConfiguration(Clients::timed).build();
  }

  public static EcsClient ecs() {
    return EcsClient.builder().httpClient(http()).overrideConfiguration(Clients::timed).build();
  }

  /** Signs addresses; sends nothing. */
  public static S3Presigner presigner() {
    return S3Presigner.create();
  }

  private static void timed(ClientOverrideConfiguration.Builder configuration) {
    configuration.apiCallTimeout(CALL);
  }

  private static SdkHttpClient http() {
    return UrlConnectionHttpClient.create(Clients::open);
  }

  /** Connections are kept for the next call, unless a snapshot comes between. */
  private static HttpURLConnection open(URI address) {
    try {
      HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setConnectTimeout((int) CONNECT.toMillis());
      connection.setReadTimeout((int) READ.toMillis());
      if (Priming.isRunning()) {
        connection.setRequestProperty("Connection", "close");
      }
      return connection;
    } catch (IOException e) {
      throw new UncheckedIOException("no connection to " + address, e);
    }
  }
}
