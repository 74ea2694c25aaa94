package dev.errand.local.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * {@code aws-sdk:s3}: reads, writes, lists and deletes objects that are text. Distributed Map
 * states read their items and write their results by it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html">
 *     AWS SDK service integrations</a>
 */
public final class S3Call implements StageIntegration {

  private static final String RESOURCE = "arn:aws:states:::aws-sdk:s3:";

  private static final Executor OWN_THREAD =
      call -> {
        Thread thread = new Thread(call, "s3-call");
        thread.setDaemon(true);
        thread.start();
      };

  private final Supplier<S3Client> client;
  private final Map<String, Function<JsonNode, ObjectNode>> operations =
      Map.of(
          "getObject", this::getObject,
          "headObject", this::headObject,
          "putObject", this::putObject,
          "deleteObject", this::deleteObject,
          "listObjectsV2", this::listObjects);

  /** Calls S3 by this client, which is made with the first call. */
  public S3Call(Supplier<S3Client> client) {
    this.client = new FirstCall(client);
  }

  /** Asks once. */
  private static final class FirstCall implements Supplier<S3Client> {

    private final Supplier<S3Client> made;
    private S3Client client;

    FirstCall(Supplier<S3Client> made) {
      this.made = made;
    }

    @Override
    public synchronized S3Client get() {
      if (client == null) {
        client = made.get();
      }
      return client;
    }
  }

  @Override
  public Map<String, ServiceIntegration> byResource() {
    Map<String, ServiceIntegration> all = new HashMap<>();
    operations.keySet().forEach(operation -> all.put(RESOURCE + operation, this));
    return all;
  }

  @Override
  public RunningCall start(Call call) {
    Function<JsonNode, ObjectNode> operation =
        operations.get(call.resource().substring(RESOURCE.length()));
    return ServiceAnswer.to(
        CompletableFuture.supplyAsync(() -> answer(operation, call.parameters()), OWN_THREAD));
  }

  private static JsonNode answer(Function<JsonNode, ObjectNode> operation, JsonNode parameters) {
    try {
      return operation.apply(parameters);
    } catch (S3Exception e) {
      throw new StatesError("S3." + name(e), e.getMessage());
    } catch (SdkClientException e) {
      throw new StatesError("S3.SdkClientException", e.getMessage());
    }
  }

  /** An exception of the SDK's own is named by its class, any other {@code S3Exception}. */
  private static String name(S3Exception e) {
    return e.getClass().getSimpleName();
  }

  private ObjectNode getObject(JsonNode parameters) {
    ResponseBytes<GetObjectResponse> object =
        client
            .get()
            .getObjectAsBytes(
                get -> get.bucket(text(parameters, "Bucket")).key(text(parameters, "Key")));
    GetObjectResponse response = object.response();
    ObjectNode answer = Json.object();
    answer.put("Body", object.asString(StandardCharsets.UTF_8));
    answer.put("ContentLength", response.contentLength());
    answer.put("ContentType", response.contentType());
    answer.put("ETag", response.eTag());
    answer.put("LastModified", time(response.lastModified()));
    return answer;
  }

  private ObjectNode headObject(JsonNode parameters) {
    HeadObjectResponse response =
        client
            .get()
            .headObject(
                head -> head.bucket(text(parameters, "Bucket")).key(text(parameters, "Key")));
    return Json.object()
        .put("ContentLength", response.contentLength())
        .put("ContentType", response.contentType())
        .put("ETag", response.eTag())
        .put("LastModified", time(response.lastModified()));
  }

  /** A body that is no text is written as JSON. */
  private ObjectNode putObject(JsonNode parameters) {
    JsonNode body = parameters.path("Body");
    String text =
        body.isMissingNode() ? "" : body.isTextual() ? body.textValue() : Json.write(body);
    PutObjectResponse response =
        client
            .get()
            .putObject(
                put ->
                    put.bucket(text(parameters, "Bucket"))
                        .key(text(parameters, "Key"))
                        .contentType(parameters.path("ContentType").textValue()),
                RequestBody.fromString(text));
    return Json.object().put("ETag", response.eTag());
  }

  private ObjectNode deleteObject(JsonNode parameters) {
    DeleteObjectResponse response =
        client
            .get()
            .deleteObject(
                delete -> delete.bucket(text(parameters, "Bucket")).key(text(parameters, "Key")));
    ObjectNode answer = Json.object();
    if (response.deleteMarker() != null) {
      answer.put("DeleteMarker", response.deleteMarker());
    }
    return answer;
  }

  private ObjectNode listObjects(JsonNode parameters) {
    ListObjectsV2Response page =
        client
            .get()
            .listObjectsV2(
                list -> {
                  list.bucket(text(parameters, "Bucket"))
                      .prefix(parameters.path("Prefix").textValue())
                      .delimiter(parameters.path("Delimiter").textValue())
                      .startAfter(parameters.path("StartAfter").textValue())
                      .continuationToken(parameters.path("ContinuationToken").textValue());
                  if (parameters.has("MaxKeys")) {
                    list.maxKeys(parameters.path("MaxKeys").intValue());
                  }
                });
    ObjectNode answer = Json.object();
    answer.put("IsTruncated", page.isTruncated());
    answer.putArray("Contents");
    page.contents().forEach(object -> answer.withArray("Contents").add(listed(object)));
    answer.put("KeyCount", page.keyCount());
    answer.put("Name", page.name());
    if (page.nextContinuationToken() != null) {
      answer.put("NextContinuationToken", page.nextContinuationToken());
    }
    return answer;
  }

  private static ObjectNode listed(S3Object object) {
    return Json.object()
        .put("ETag", object.eTag())
        .put("Key", object.key())
        .put("LastModified", time(object.lastModified()))
        .put("Size", object.size())
        .put("StorageClass", object.storageClassAsString());
  }

  private static String text(JsonNode parameters, String member) {
    String text = parameters.path(member).asText();
    if (text.isEmpty()) {
      throw new StatesError(
          StatesError.RUNTIME,
          "The parameters of a call of S3 have to have '%s'.".formatted(member));
    }
    return text;
  }

  private static String time(Instant time) {
    return time == null ? null : time.toString();
  }
}
