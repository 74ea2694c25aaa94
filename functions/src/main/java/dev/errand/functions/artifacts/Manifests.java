package dev.errand.functions.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errand.core.ExecutionId;
import dev.errand.core.type.BucketFolders;
import dev.errand.functions.report.Artifact;
import dev.errand.functions.report.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The lists of artifacts that the worker writes when a report is complete. */
public final class Manifests {

  private final S3Client s3;
  private final String bucket;
  private final ObjectMapper json = new ObjectMapper();

  public Manifests(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /**
   * The result of an execution; empty if there is no manifest.
   *
   * @param type the report's type
   */
  public Optional<Result> read(String type, ExecutionId id) {
    String key = new BucketFolders(type).artifacts(id) + "manifest.json";
    try {
      byte[] manifest = s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArrayUnsafe();
      return Optional.of(result(json.readTree(manifest)));
    } catch (NoSuchKeyException absent) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the manifest " + key + " is no JSON", e);
    }
  }

  private static Result result(JsonNode manifest) {
    List<Artifact> artifacts = new ArrayList<>();
    for (JsonNode artifact : manifest.path("artifacts")) {
      artifacts.add(
          new Artifact(
              artifact.path("name").asText(),
              artifact.path("key").asText(),
              artifact.path("size_bytes").asLong(),
              artifact.path("content_type").asText(),
              artifact.path("sha256").asText()));
    }
    return new Result(manifest.path("row_count").asLong(), artifacts);
  }
}
