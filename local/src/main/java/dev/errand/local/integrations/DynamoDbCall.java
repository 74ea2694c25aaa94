package dev.errand.local.integrations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * {@code dynamodb:getItem} and its like, and all of DynamoDB's operations as {@code
 * aws-sdk:dynamodb}.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html">Perform
 *     DynamoDB CRUD operations</a>
 */
public final class DynamoDbCall implements StageIntegration {

  private static final String OPTIMIZED = "arn:aws:states:::dynamodb:";
  private static final String SDK = "arn:aws:states:::aws-sdk:dynamodb:";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Set<String> SET_BY_THE_CLIENT = Set.of("host", "content-length");

  private final URI endpoint;
  private final Account account;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final HttpClient http = HttpClient.newHttpClient();

  /** Calls DynamoDB there. */
  public DynamoDbCall(URI endpoint, Account account) {
    this.endpoint = endpoint;
    this.account = account;
  }

  @Override
  public Map<String, ServiceIntegration> byResource() {
    Map<String, ServiceIntegration> all = new HashMap<>();
    List.of("getItem", "putItem", "updateItem", "deleteItem")
        .forEach(operation -> all.put(OPTIMIZED + operation, this));
    all.put(SDK + "*", this);
    return all;
  }

  @Override
  public RunningCall start(Call call) {
    String operation = call.resource().substring(call.resource().lastIndexOf(':') + 1);
    HttpRequest request = signed(operation, Json.write(call.parameters()));
    boolean sdk = call.resource().startsWith(SDK);
    String service = sdk ? "DynamoDb" : "DynamoDB";
    CompletableFuture<JsonNode> result =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
            .handle(
                (response, failure) -> {
                  if (failure != null) {
                    throw new StatesError(
                        service + ".SdkClientException", String.valueOf(failure.getMessage()));
                  }
                  return result(service, sdk, response);
                });
    return ServiceAnswer.to(result);
  }

  private HttpRequest signed(String operation, String body) {
    SdkHttpRequest unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .putHeader("Content-Type", "application/x-amz-json-1.0")
            .putHeader(
                "X-Amz-Target",
                "DynamoDB_20120810."
                    + Character.toUpperCase(operation.charAt(0))
                    + operation.substring(1))
            .build();
    SdkHttpRequest signed =
        signer
            .sign(
                sign ->
                    sign.identity(
                            AwsCredentialsIdentity.create(
                                account.accessKeyId(), account.secretAccessKey()))
                        .request(unsigned)
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "dynamodb")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, account.region()))
            .request();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    signed.headers().entrySet().stream()
        .filter(header -> !SET_BY_THE_CLIENT.contains(header.getKey().toLowerCase(Locale.ROOT)))
        .forEach(
            header -> header.getValue().forEach(value -> request.header(header.getKey(), value)));
    return request.build();
  }

  private static JsonNode result(String service, boolean sdk, HttpResponse<String> response) {
    ObjectNode body = body(service, response.body());
    if (response.statusCode() == 200) {
      return sdk ? body : ServiceAnswer.withMetadata(body, 200);
    }
    String type = body.path("__type").asText();
    throw new StatesError(
        service + "." + type.substring(type.lastIndexOf('#') + 1),
        "%s (Service: DynamoDb, Status Code: %d, Request ID: %s) (SDK Attempt Count: 1)"
            .formatted(
                body.path("message").asText(body.path("Message").asText()),
                response.statusCode(),
                response.headers().firstValue("x-amzn-RequestId").orElse("none")));
  }

  private static ObjectNode body(String service, String text) {
    try {
      if (Json.read(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException notJson) {
      // the same failure as for JSON of another kind
    }
    throw new StatesError(service + ".SdkClientException", "The answer is no JSON object.");
  }
}
