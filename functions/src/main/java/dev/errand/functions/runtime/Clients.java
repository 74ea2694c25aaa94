package dev.errand.functions.runtime;

import dev.errand.functions.snapstart.Priming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
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

  private Clients() {}

  public static DynamoDbClient dynamoDb() {
    return DynamoDbClient.builder().httpClient(http()).build();
  }

  public static SfnClient stepFunctions() {
    return SfnClient.builder().httpClient(http()).build();
  }

  public static S3Client s3() {
    return S3Client.builder().httpClient(http()).build();
  }

  public static EcsClient ecs() {
    return EcsClient.builder().httpClient(http()).build();
  }

  /** Signs addresses; sends nothing. */
  public static S3Presigner presigner() {
    return S3Presigner.create();
  }

  private static SdkHttpClient http() {
    return UrlConnectionHttpClient.create(Clients::open);
  }

  /** Connections are kept for the next call, unless a snapshot comes between. */
  private static HttpURLConnection open(URI address) {
    try {
      HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
      if (Priming.isRunning()) {
        connection.setRequestProperty("Connection", "close");
      }
      return connection;
    } catch (IOException e) {
      throw new UncheckedIOException("no connection to " + address, e);
    }
  }
}
