package dev.errand.functions.artifacts;

import dev.errand.functions.report.Artifact;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Addresses from which clients download artifacts without credentials, for a while. */
public final class Downloads {

  /**
   * For how long an address holds. It dies with the credentials that signed it, which for a
   * function are good for some hours.
   */
  private static final Duration VALIDITY = Duration.ofMinutes(15);

  private final S3Presigner presigner;
  private final String bucket;

  public Downloads(S3Presigner presigner, String bucket) {
    this.presigner = presigner;
    this.bucket = bucket;
  }

  /**
   * An address.
   *
   * @param url the address; every holder of it may download
   * @param expiresAt until when
   */
  public record Download(String url, Instant expiresAt) {}

  /** An address that holds from now, and not longer than the artifact itself. */
  public Download of(Artifact artifact, Instant now, Instant artifactExpiry) {
    Duration validity = Duration.between(now, artifactExpiry);
    Duration shorter = validity.compareTo(VALIDITY) < 0 ? validity : VALIDITY;
    Duration whole = shorter.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    String url =
        presigner
            .presignGetObject(
                presign ->
                    presign
                        .signatureDuration(whole)
                        .getObjectRequest(
                            get ->
                                get.bucket(bucket)
                                    .key(artifact.key())
                                    .responseContentType(artifact.contentType())
                                    .responseContentDisposition(
                                        "attachment; filename=\"" + artifact.name() + "\"")))
            .url()
            .toString();
    return new Download(url, now.plus(whole).truncatedTo(ChronoUnit.SECONDS));
  }
}
