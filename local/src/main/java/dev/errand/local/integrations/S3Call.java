package dev.errand.local.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.value.StatesError;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** {@code aws-sdk:s3}: the operations on objects, by the AWS SDK. */
public final class S3Call implements StageIntegration, AutoCloseable {

  private static final String PREFIX = "arn:aws:states:::aws-sdk:s3:";

  private final URI endpoint;
  private final Account account;
  private S3Client client;

  /** Calls S3 there. */
  public S3Call(URI endpoint, Account account) {
    this.endpoint = endpoint;
    this.account = account;
  }

  @Override
  public Map<String, ServiceIntegration> byResource() {
    return Map.of(PREFIX + "*", this);
  }

  @Override
  public Optional<String> refusal(String resource) {
    return S3Operation.ALL.containsKey(operation(resource))
        ? Optional.empty()
        : Optional.of(
            "Available are: "
                + S3Operation.ALL.keySet().stream().sorted().map(PREFIX::concat).toList());
  }

  private static String operation(String resource) {
    return resource.substring(PREFIX.length());
  }

  @Override
  public RunningCall start(Call call) {
    S3Operation operation = S3Operation.ALL.get(operation(call.resource()));
    if (!(call.parameters() instanceof ObjectNode parameters)) {
      throw StatesError.runtime("The parameters of a call have to be a JSON object.");
    }
    return ServiceAnswer.later(() -> answer(operation, parameters));
  }

  private JsonNode answer(S3Operation operation, ObjectNode parameters) {
    try {
      return operation.call(client(), parameters);
    } catch (S3Exception refused) {
      throw new StatesError("S3." + refused.getClass().getSimpleName(), refused.getMessage());
    } catch (SdkClientException | UncheckedIOException failed) {
      throw new StatesError("S3.SdkClientException", failed.getMessage());
    }
  }

  /** With the first call: few state machines call S3. */
  private synchronized S3Client client() {
    if (client == null) {
      client =
          S3Client.builder()
              .endpointOverride(endpoint)
              .forcePathStyle(true)
              .region(Region.of(account.region()))
              .credentialsProvider(
                  StaticCredentialsProvider.create(
                      AwsBasicCredentials.create(account.accessKeyId(), account.secretAccessKey())))
              .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
              .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
              .httpClient(UrlConnectionHttpClient.create())
              .build();
    }
    return client;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }
}
