package dev.errand.worker.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps objects under keys. An object is there as a whole or not at all. Every method throws {@link
 * IOException} when the store does not answer or refuses.
 */
public interface Store {

  /** Reads a small object. */
  Optional<byte[]> get(String key) throws IOException;

  /** Opens an object for reading from its beginning to its end. */
  InputStream open(String key) throws IOException;

  /** The size of an object in bytes; empty if there is none. */
  OptionalLong size(String key) throws IOException;

  /** Writes an object, in place of any that was there. The bytes count up to {@code length}. */
  void put(String key, byte[] bytes, int length, String contentType) throws IOException;

  /** Begins an object that is written in parts; the id of the upload. */
  String beginUpload(String key, String contentType) throws IOException;

  /**
   * Writes a part, in place of any with this number.
   *
   * @param number from 1 to 10,000
   * @param offset where in the object the part begins, in bytes
   * @throws UploadNotFoundException if there is no such upload
   */
  UploadedPart uploadPart(
      String key, String uploadId, int number, long offset, byte[] bytes, int length)
      throws IOException;

  /**
   * Makes the object out of its parts.
   *
   * @throws UploadNotFoundException if there is no such upload
   */
  void completeUpload(String key, String uploadId, List<UploadedPart> parts) throws IOException;

  /** Ends every unfinished upload to keys that begin so, but the one to keep. */
  void abortUploads(String keyPrefix, Optional<String> uploadIdToKeep) throws IOException;
}
