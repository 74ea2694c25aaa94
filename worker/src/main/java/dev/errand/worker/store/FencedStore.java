package dev.errand.worker.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A store that calls a fence before each write. A task must not change the checkpoint and the
 * upload of the CSV after a later task of the report has started, because both tasks share them.
 *
 * @param fence throws if this task may not write any more
 */
public record FencedStore(Store store, Runnable fence) implements Store {

  @Override
  public Optional<byte[]> get(String key) throws IOException {
    return store.get(key);
  }

  @Override
  public InputStream open(String key) throws IOException {
    return store.open(key);
  }

  @Override
  public OptionalLong size(String key) throws IOException {
    return store.size(key);
  }

  @Override
  public void put(String key, byte[] bytes, int length, String contentType) throws IOException {
    fence.run();
    store.put(key, bytes, length, contentType);
  }

  @Override
  public String beginUpload(String key, String contentType) throws IOException {
    fence.run();
    return store.beginUpload(key, contentType);
  }

  @Override
  public UploadedPart uploadPart(
      String key, String uploadId, int number, long offset, byte[] bytes, int length)
      throws IOException {
    fence.run();
    return store.uploadPart(key, uploadId, number, offset, bytes, length);
  }

  @Override
  public void completeUpload(String key, String uploadId, List<UploadedPart> parts)
      throws IOException {
    fence.run();
    store.completeUpload(key, uploadId, parts);
  }

  @Override
  public void abortUploads(String keyPrefix, Optional<String> uploadIdToKeep) throws IOException {
    fence.run();
    store.abortUploads(keyPrefix, uploadIdToKeep);
  }
}
