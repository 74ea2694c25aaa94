package dev.errand.local.workercheck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.value.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * The report of {@link Scenario#EXECUTION} in a bucket.
 *
 * @param manifestFaults what is wrong with the manifest; the artifacts are read only if nothing is
 * @param artifactFaults what is wrong with the artifacts
 * @param digests the SHA-256 of each artifact by its name
 */
record StoredReport(
    long rows,
    List<String> manifestFaults,
    List<String> artifactFaults,
    Map<String, String> digests) {

  private static final int MAX_FILES = 100;

  static StoredReport read(S3Client s3, String bucket, Prefixes prefixes) {
    JsonNode manifest;
    try {
      manifest =
          Json.read(
              s3.getObjectAsBytes(get -> get.bucket(bucket).key(prefixes.manifest()))
                  .asUtf8String());
    } catch (NoSuchKeyException absent) {
      return faulty(List.of("there is no " + prefixes.manifest()));
    } catch (JsonProcessingException e) {
      return faulty(List.of("it is no JSON"));
    }
    List<String> faults = faults(manifest, prefixes);
    if (!faults.isEmpty()) {
      return faulty(faults);
    }
    List<String> artifactFaults = new ArrayList<>();
    Map<String, String> digests = new TreeMap<>();
    for (JsonNode artifact : manifest.path("artifacts")) {
      String name = artifact.path("name").textValue();
      try {
        Content content = content(s3, bucket, artifact.path("key").textValue());
        digests.put(name, content.sha256());
        if (content.size() != artifact.path("size_bytes").longValue()) {
          artifactFaults.add("%s has %d bytes".formatted(name, content.size()));
        } else if (!content.sha256().equals(artifact.path("sha256").textValue())) {
          artifactFaults.add("%s has the SHA-256 %s".formatted(name, content.sha256()));
        }
      } catch (NoSuchKeyException absent) {
        artifactFaults.add(name + " does not exist");
      }
    }
    return new StoredReport(
        manifest.path("row_count").longValue(), List.of(), artifactFaults, digests);
  }

  private static StoredReport faulty(List<String> manifestFaults) {
    return new StoredReport(0, manifestFaults, List.of(), Map.of());
  }

  private static List<String> faults(JsonNode manifest, Prefixes prefixes) {
    List<String> faults = new ArrayList<>();
    require(faults, manifest.path("schema_version").asInt() == 1, "schema_version is not 1");
    require(
        faults,
        manifest.path("report_id").asText().equals(Scenario.EXECUTION.attempt().reportId().value()),
        "report_id is not that of the report");
    require(faults, manifest.path("attempt").asInt() == 1, "attempt is not that of the execution");
    require(
        faults,
        manifest.path("row_count").isIntegralNumber()
            && manifest.path("row_count").longValue() >= 0,
        "row_count is no number of rows");
    require(
        faults,
        manifest.path("artifacts").isArray()
            && !manifest.path("artifacts").isEmpty()
            && manifest.path("artifacts").size() <= MAX_FILES,
        "artifacts does not name 1 to %d files".formatted(MAX_FILES));
    for (JsonNode artifact : manifest.path("artifacts")) {
      require(
          faults,
          artifact.path("name").asText().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
              && prefixes.isFile(artifact.path("key").asText())
              && artifact.path("size_bytes").isIntegralNumber()
              && !artifact.path("content_type").asText().isBlank()
              && artifact.path("sha256").asText().matches("[0-9a-f]{64}"),
          "an artifact has no valid name, key, size_bytes, content_type or sha256");
    }
    return faults;
  }

  private static void require(List<String> faults, boolean holds, String fault) {
    if (!holds) {
      faults.add(fault);
    }
  }

  private record Content(long size, String sha256) {}

  private static Content content(S3Client s3, String bucket, String key) {
    try (InputStream object = s3.getObject(get -> get.bucket(bucket).key(key));
        DigestInputStream digested =
            new DigestInputStream(object, MessageDigest.getInstance("SHA-256"))) {
      long size = digested.transferTo(OutputStream.nullOutputStream());
      return new Content(size, HexFormat.of().formatHex(digested.getMessageDigest().digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("an artifact cannot be read", e);
    }
  }
}
