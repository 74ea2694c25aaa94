package dev.errand.worker.store;

import dev.errand.worker.page.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * The state of an object that is being written.
 *
 * @param uploadId empty if no part has been uploaded
 * @param parts the uploaded parts
 * @param tail the bytes after them
 */
public record UploadState(Optional<String> uploadId, List<UploadedPart> parts, Bytes tail) {

  /** The state of a new object. */
  public static final UploadState NOTHING =
      new UploadState(Optional.empty(), List.of(), new Bytes(0));
}
