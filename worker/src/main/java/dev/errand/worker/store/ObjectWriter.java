package dev.errand.worker.store;

import dev.errand.worker.page.Bytes;
import dev.errand.worker.thread.DaemonThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writes an object of any size in parts. One part is uploaded while the next is filled. A small
 * object is written with one request. If each call of {@link #write(byte[], int, int)} has whole
 * pages, each part has whole pages.
 */
public final class ObjectWriter extends OutputStream {

  /** Larger objects reserve the buffer of a whole part. */
  private static final int SMALL = 1 << 20;

  private final Store store;
  private final String key;
  private final String contentType;
  private final Sha256 sha256 = new Sha256();
  private final boolean hashesAll;
  private final List<UploadedPart> parts = new ArrayList<>();
  private final ExecutorService uploader =
      Executors.newSingleThreadExecutor(new DaemonThreads("uploader"));
  private Optional<String> uploadId;
  private Bytes filling = new Bytes(64 << 10);
  private Bytes uploading = new Bytes(0);
  private Optional<Future<UploadedPart>> pending = Optional.empty();
  private long size;

  /** Starts or continues an object. */
  public ObjectWriter(Store store, String key, String contentType, UploadState from) {
    this.store = store;
    this.key = key;
    this.contentType = contentType;
    this.uploadId = from.uploadId();
    this.parts.addAll(from.parts());
    this.hashesAll = parts.isEmpty();
    this.size = parts.stream().mapToLong(UploadedPart::size).sum() + from.tail().length();
    this.sha256.update(from.tail().array(), 0, from.tail().length());
    this.filling.append(from.tail().array(), 0, from.tail().length());
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b});
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int partSize = PartSize.of(nextNumber());
    if (filling.length() + length > SMALL) {
      filling.reserve(partSize - filling.length() + length);
    }
    filling.append(bytes, offset, offset + length);
    sha256.update(bytes, offset, length);
    size += length;
    if (filling.length() >= partSize) {
      upload();
    }
  }

  /**
   * Waits until all full parts are stored and returns the state of the upload. The tail is the
   * buffer of this writer and changes with the next write.
   */
  public UploadState state() throws IOException {
    awaitPending();
    return new UploadState(uploadId, List.copyOf(parts), filling);
  }

  /** The key of the object. */
  public String key() {
    return key;
  }

  /** Whether a part of the object has been uploaded. */
  public boolean isUploading() {
    return uploadId.isPresent();
  }

  /**
   * Uploads the last part of a multipart upload, so that only its completion is missing. Has no
   * effect on an object that is written with one request.
   */
  public void uploadRest() throws IOException {
    if (uploadId.isPresent()) {
      if (filling.length() > 0) {
        upload();
      }
      awaitPending();
    }
  }

  /** Completes the object. */
  public StoredObject finish() throws IOException {
    if (uploadId.isEmpty()) {
      store.put(key, filling.array(), filling.length(), contentType);
    } else {
      uploadRest();
      complete(uploadId.get());
    }
    return new StoredObject(key, contentType, size, digest());
  }

  @Override
  public void close() {
    uploader.shutdownNow();
  }

  private void complete(String id) throws IOException {
    try {
      store.completeUpload(key, id, parts);
    } catch (UploadNotFoundException e) {
      if (!store.size(key).equals(OptionalLong.of(size))) {
        throw e;
      }
      // the upload was completed by an earlier request without a response
    }
  }

  private void upload() throws IOException {
    if (uploadId.isEmpty()) {
      uploadId = Optional.of(store.beginUpload(key, contentType));
    }
    awaitPending();
    Bytes full = filling;
    filling = uploading;
    filling.truncate(0);
    uploading = full;
    int number = parts.size() + 1;
    long offset = size - full.length();
    String id = uploadId.get();
    pending =
        Optional.of(
            uploader.submit(
                () -> store.uploadPart(key, id, number, offset, full.array(), full.length())));
  }

  private int nextNumber() {
    return parts.size() + (pending.isPresent() ? 2 : 1);
  }

  private void awaitPending() throws IOException {
    if (pending.isEmpty()) {
      return;
    }
    try {
      parts.add(pending.get().get());
      pending = Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException("an upload failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a part was uploaded", e);
    }
  }

  /**
   * Returns the SHA-256. If an earlier attempt wrote some of the parts, the object is read again.
   */
  private String digest() throws IOException {
    if (hashesAll) {
      return sha256.hex();
    }
    Sha256 whole = new Sha256();
    byte[] chunk = new byte[64 << 10];
    try (InputStream in = store.open(key)) {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        whole.update(chunk, 0, count);
      }
    }
    return whole.hex();
  }
}
