package dev.errand.worker.store;

import dev.errand.worker.page.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writes an object of any size with little memory: parts are uploaded while the next is filled. A
 * small object is written at once. Whoever writes whole pages finds whole pages in every part.
 */
public final class ObjectWriter extends OutputStream {

  /** Beyond this an object is taken for one that will fill a part. */
  private static final int SMALL = 1 << 20;

  private final Store store;
  private final String key;
  private final String contentType;
  private final MessageDigest sha256 = sha256();
  private final boolean sawAll;
  private final List<UploadedPart> parts = new ArrayList<>();
  private final ExecutorService uploader =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "uploader");
            thread.setDaemon(true);
            return thread;
          });
  private Optional<String> uploadId;
  private Bytes filling = new Bytes(64 << 10);
  private Bytes uploading = new Bytes(0);
  private Optional<Future<UploadedPart>> pending = Optional.empty();
  private long size;

  /** Begins an object, or goes on with one. */
  public ObjectWriter(Store store, String key, String contentType, UploadState from) {
    this.store = store;
    this.key = key;
    this.contentType = contentType;
    this.uploadId = from.uploadId();
    this.parts.addAll(from.parts());
    this.sawAll = parts.isEmpty();
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
   * Waits until all full parts are stored; then how far the object is written. The tail is this
   * writer's own, and changes with the next write.
   */
  public UploadState state() throws IOException {
    awaitPending();
    return new UploadState(uploadId, List.copyOf(parts), filling);
  }

  /** Where the object is written. */
  public String key() {
    return key;
  }

  /** Whether part of the object is stored already. */
  public boolean isUploading() {
    return uploadId.isPresent();
  }

  /**
   * Stores the last part of an upload, so that only its completion is missing. An object that is
   * written at once is left as it is.
   */
  public void uploadRest() throws IOException {
    if (uploadId.isPresent()) {
      if (filling.length() > 0) {
        upload();
      }
      awaitPending();
    }
  }

  /** Makes the object visible. */
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
      // an answer that got lost: the object is there
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

  /** Of an object that was begun by an earlier attempt, the bytes have to be read back. */
  private String digest() throws IOException {
    if (sawAll) {
      return HexFormat.of().formatHex(sha256.digest());
    }
    MessageDigest whole = sha256();
    try (DigestInputStream in = new DigestInputStream(store.open(key), whole)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(whole.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
