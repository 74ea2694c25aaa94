package dev.errand.local.workercheck;

import java.net.URI;
import java.util.Optional;

/**
 * A request that writes to a bucket: an object, a part, or the start or end of a multipart upload.
 *
 * @param isOfObject whether an object is there afterwards
 */
record BucketWrite(String key, boolean isOfObject) {

  /** The write of a request with a path of {@code /BUCKET/KEY}; empty if it writes nothing. */
  static Optional<BucketWrite> of(HttpHead request) {
    URI uri = URI.create(request.target());
    int slash = uri.getPath().indexOf('/', 1);
    boolean hasKey = slash > 0 && slash < uri.getPath().length() - 1;
    boolean isPut = request.method().equals("PUT");
    if (!hasKey || !(isPut || request.method().equals("POST"))) {
      return Optional.empty();
    }
    String query = Optional.ofNullable(uri.getQuery()).orElse("");
    return Optional.of(
        new BucketWrite(uri.getPath().substring(slash + 1), isPut != query.contains("uploadId=")));
  }

  boolean isOfManifest() {
    return key.endsWith("/manifest.json");
  }
}
