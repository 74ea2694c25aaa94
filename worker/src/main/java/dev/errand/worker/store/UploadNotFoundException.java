package dev.errand.worker.store;

import java.io.IOException;

/** The upload does not exist: it was completed, aborted or has expired. */
public final class UploadNotFoundException extends IOException {

  private static final long serialVersionUID = 1;

  UploadNotFoundException(String uploadId, Throwable cause) {
    super("no such upload: " + uploadId, cause);
  }
}
