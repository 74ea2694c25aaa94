package dev.errand.functions.artifacts;

import dev.errand.functions.report.Artifact;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Creates presigned URLs, by which clients download artifacts without credentials. */
public final class Downloads {

  /**
   * How long a presigned URL is valid. It expires with the credentials that signed it, which for a
   * function are valid for some hours.
   */
  private static final Duration VALIDITY = Duration.ofMinutes(15);

  private final S3Presigner presigner;
  private final String bucket;

  public Downloads(S3Presigner presigner, String bucket) {
    this.presigner = presigner;
    this.bucket = bucket;
  }

  /**
   * The URLs of an artifact. Everyone who has a URL can download the artifact.
   *
   * @param url saves the artifact as a file
   * @param previewUrl shows it in a browser; empty if it is not a page
   * @param expiresAt when they expire
   */
  public record Download(String url, Optional<String> previewUrl, Instant expiresAt) {}

  /** URLs that are valid from now, and not longer than the artifact is kept. */
  public Download of(Artifact artifact, Instant now, Instant artifactExpiry) {
    Duration validity = Duration.between(now, artifactExpiry);
    Duration shorter = validity.compareTo(VALIDITY) < 0 ? validity : VALIDITY;
    Duration whole = shorter.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    return new Download(
        url(artifact, "attachment; filename=\"" + artifact.name() + "\"", whole),
        Optional.of(artifact)
            .filter(page -> page.contentType().startsWith("text/html"))
            .map(page -> url(page, "inline", whole)),
        now.plus(whole).truncatedTo(ChronoUnit.SECONDS));
  }

  private String url(Artifact artifact, String disposition, Duration validity) {
    return presigner
        .presignGetObject(
            presign ->
                presign
                    .signatureDuration(validity)
                    .getObjectRequest(
                        get ->
                            get.bucket(bucket)
                                .key(artifact.key())
                                .responseContentType(artifact.contentType())
                                .responseContentDisposition(disposition)))
        .url()
        .toString();
  }
}
