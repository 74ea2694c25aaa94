package dev.errand.worker.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Stores objects under keys. An object is visible only as a whole. Every method throws {@link
 * IOException} if the store is unavailable or rejects the request.
 */
public interface Store {

  /** Reads a small object. */
  Optional<byte[]> get(String key) throws IOException;

  /** Opens an object for reading. */
  InputStream open(String key) throws IOException;

  /** The size of an object in bytes; empty if it does not exist. */
  OptionalLong size(String key) throws IOException;

  /** Writes the first {@code length} bytes as an object and replaces any existing object. */
  void put(String key, byte[] bytes, int length, String contentType) throws IOException;

  /** Starts a multipart upload and returns its id. */
  String beginUpload(String key, String contentType) throws IOException;

  /**
   * Uploads a part and replaces any part with the same number.
   *
   * @param number from 1 to 10,000
   * @param offset the offset of the part in the object, in bytes
   * @throws UploadNotFoundException if the upload does not exist
   */
  UploadedPart uploadPart(
      String key, String uploadId, int number, long offset, byte[] bytes, int length)
      throws IOException;

  /**
   * Completes an upload.
   *
   * @throws UploadNotFoundException if the upload does not exist
   */
  void completeUpload(String key, String uploadId, List<UploadedPart> parts) throws IOException;

  /** Aborts all uploads to keys with a prefix, except for one. */
  void abortUploads(String keyPrefix, Optional<String> uploadIdToKeep) throws IOException;
}
