package dev.errand.local.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** An operation of S3 by parameters that are JSON. */
@FunctionalInterface
interface S3Operation {

  String BODY = "Body";

  /** What an item reader may read; the result of a Task state is limited to less. */
  int MAX_BODY = 64 * 1024 * 1024;

  /** The operations by their names in the resources of states. */
  Map<String, S3Operation> ALL =
      Map.of(
          "copyObject", of(CopyObjectRequest::builder, S3Client::copyObject),
          "deleteObject", of(DeleteObjectRequest::builder, S3Client::deleteObject),
          "getObject", S3Operation::getObject,
          "headBucket", of(HeadBucketRequest::builder, S3Client::headBucket),
          "headObject", of(HeadObjectRequest::builder, S3Client::headObject),
          "listBuckets", of(ListBucketsRequest::builder, S3Client::listBuckets),
          "listObjectsV2", of(ListObjectsV2Request::builder, S3Client::listObjectsV2),
          "putObject", S3Operation::putObject);

  ObjectNode call(S3Client s3, ObjectNode parameters);

  private static <B extends SdkPojo & SdkBuilder<B, R>, R, A extends SdkPojo> S3Operation of(
      Supplier<B> builder, BiFunction<S3Client, R, A> operation) {
    return (s3, parameters) ->
        SdkShape.result(operation.apply(s3, SdkShape.request(builder.get(), parameters)));
  }

  private static ObjectNode getObject(S3Client s3, ObjectNode parameters) {
    GetObjectRequest request = SdkShape.request(GetObjectRequest.builder(), parameters);
    try (ResponseInputStream<GetObjectResponse> object = s3.getObject(request)) {
      byte[] body = object.readNBytes(MAX_BODY + 1);
      if (body.length > MAX_BODY) {
        object.abort();
        throw new StatesError(
            StatesError.DATA_LIMIT,
            "The object '%s' has more than %d bytes, which the local stage does not read into memory."
                .formatted(request.key(), MAX_BODY));
      }
      return SdkShape.result(object.response()).put(BODY, new String(body, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Step Functions writes a body as JSON, a text with its quotes; bytes are written as they are.
   */
  private static ObjectNode putObject(S3Client s3, ObjectNode parameters) {
    ObjectNode headers = parameters.deepCopy();
    JsonNode body = headers.remove(BODY);
    if (!headers.has("ContentType")) {
      headers.put("ContentType", "text/plain; charset=UTF-8");
    }
    return SdkShape.result(
        s3.putObject(
            SdkShape.request(PutObjectRequest.builder(), headers),
            RequestBody.fromBytes(bytes(body))));
  }

  private static byte[] bytes(JsonNode body) {
    if (body instanceof BinaryNode bytes) {
      return bytes.binaryValue();
    }
    return body == null ? new byte[0] : Json.write(body).getBytes(StandardCharsets.UTF_8);
  }
}
