package dev.errand.worker.store;

import dev.errand.worker.page.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * How far an object is written.
 *
 * @param uploadId empty while no part was full
 * @param parts the parts that the store has
 * @param tail the bytes after them
 */
public record UploadState(Optional<String> uploadId, List<UploadedPart> parts, Bytes tail) {

  /** Nothing is written. */
  public static final UploadState NOTHING =
      new UploadState(Optional.empty(), List.of(), new Bytes(0));
}
