package dev.errand.worker.store;

import java.io.IOException;

/** The upload has ended, by completion, by an abort or by its age. */
public final class UploadNotFoundException extends IOException {

  private static final long serialVersionUID = 1;

  UploadNotFoundException(String uploadId, Throwable cause) {
    super("there is no upload " + uploadId, cause);
  }
}
