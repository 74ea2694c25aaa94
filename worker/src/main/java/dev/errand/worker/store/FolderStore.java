package dev.errand.worker.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder in place of a bucket. Uploads are under {@code .uploads} until they are complete. Each
 * part is written at its offset in the object, so that completion copies nothing.
 */
public final class FolderStore implements Store {

  private static final String KEY = "key";
  private static final String CONTENT = "content";

  /** The size of one write. The JDK copies each write into a temporary buffer of the same size. */
  private static final int SLICE = 256 << 10;

  private final Path root;
  private final Path uploads;

  /** Uses this folder and creates it if needed. */
  public FolderStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
    this.uploads = this.root.resolve(".uploads");
  }

  @Override
  public Optional<byte[]> get(String key) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file(key)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  @Override
  public InputStream open(String key) throws IOException {
    return Files.newInputStream(file(key));
  }

  @Override
  public OptionalLong size(String key) throws IOException {
    try {
      return OptionalLong.of(Files.size(file(key)));
    } catch (NoSuchFileException none) {
      return OptionalLong.empty();
    }
  }

  @Override
  public void put(String key, byte[] bytes, int length, String contentType) throws IOException {
    Path target = file(key);
    Files.createDirectories(target.getParent());
    Path written = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try (OutputStream out = Files.newOutputStream(written)) {
      out.write(bytes, 0, length);
    }
    Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public String beginUpload(String key, String contentType) throws IOException {
    String uploadId = UUID.randomUUID().toString();
    Path upload = Files.createDirectories(uploads.resolve(uploadId));
    Files.writeString(upload.resolve(KEY), key);
    return uploadId;
  }

  @Override
  public UploadedPart uploadPart(
      String key, String uploadId, int number, long offset, byte[] bytes, int length)
      throws IOException {
    try (FileChannel content = content(upload(uploadId))) {
      long at = offset;
      ByteBuffer left = ByteBuffer.wrap(bytes, 0, length);
      while (left.hasRemaining()) {
        ByteBuffer slice = left.slice(left.position(), Math.min(SLICE, left.remaining()));
        int count = content.write(slice, at);
        left.position(left.position() + count);
        at += count;
      }
    }
    return new UploadedPart(number, String.valueOf(number), length);
  }

  @Override
  public void completeUpload(String key, String uploadId, List<UploadedPart> parts)
      throws IOException {
    Path upload = upload(uploadId);
    try (FileChannel content = content(upload)) {
      content.truncate(parts.stream().mapToLong(UploadedPart::size).sum());
    }
    Path target = file(key);
    Files.createDirectories(target.getParent());
    Files.move(upload.resolve(CONTENT), target, StandardCopyOption.ATOMIC_MOVE);
    delete(upload);
  }

  @Override
  public void abortUploads(String keyPrefix, Optional<String> uploadIdToKeep) throws IOException {
    if (!Files.isDirectory(uploads)) {
      return;
    }
    try (Stream<Path> all = Files.list(uploads)) {
      for (Path upload : (Iterable<Path>) all::iterator) {
        boolean kept = uploadIdToKeep.isPresent() && upload.endsWith(uploadIdToKeep.get());
        if (!kept && isFor(upload, keyPrefix)) {
          delete(upload);
        }
      }
    }
  }

  private Path file(String key) {
    Path file = root.resolve(key).normalize();
    if (!file.startsWith(root)) {
      throw new IllegalArgumentException("the key is outside of the folder");
    }
    return file;
  }

  private Path upload(String uploadId) throws UploadNotFoundException {
    Path upload = uploads.resolve(UUID.fromString(uploadId).toString());
    if (!Files.isDirectory(upload)) {
      throw new UploadNotFoundException(uploadId, null);
    }
    return upload;
  }

  private static FileChannel content(Path upload) throws IOException {
    return FileChannel.open(
        upload.resolve(CONTENT), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /**
   * Whether an upload is for a key with this prefix. An upload has no key if its process was
   * stopped while it created or deleted the upload.
   */
  private static boolean isFor(Path upload, String keyPrefix) throws IOException {
    try {
      return Files.readString(upload.resolve(KEY)).startsWith(keyPrefix);
    } catch (NoSuchFileException unclear) {
      return false;
    }
  }

  private static void delete(Path upload) throws IOException {
    try (Stream<Path> files = Files.list(upload)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (!file.endsWith(KEY)) {
          Files.deleteIfExists(file);
        }
      }
    }
    Files.deleteIfExists(upload.resolve(KEY));
    Files.deleteIfExists(upload);
  }
}
