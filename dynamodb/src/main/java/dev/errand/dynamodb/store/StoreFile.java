package dev.errand.dynamodb.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/** MVStore's file: written only when it is closed, and made smaller when it is opened. */
final class StoreFile {

  /** H2's file system that opens a file again when an interrupted thread has closed it. */
  private static final String REOPENING = "retry:";

  private static final long SMALL_BYTES = 32L << 20;
  private static final int MIN_LIVE_PERCENT = 50;

  private StoreFile() {}

  /**
   * Opens a file, or makes a new one.
   *
   * @throws IllegalStateException if another process has it open, or it cannot be read
   */
  static MVStore open(Path file) {
    try {
      MVStore store = builder(file).open();
      if (store.getFileStore().size() < SMALL_BYTES || livePercent(store) >= MIN_LIVE_PERCENT) {
        return store;
      }
      compact(store, file);
      return builder(file).open();
    } catch (MVStoreException e) {
      throw new IllegalStateException(
          "cannot open the table store %s: %s".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot compact the table store " + file, e);
    }
  }

  /**
   * The part of the file that the latest version needs. MVStore keeps chunks without live pages for
   * a time, and its fill rate counts them as used.
   */
  private static int livePercent(MVStore store) {
    return store.getFileStore().getFillRate() * store.getFileStore().getChunksFillRate() / 100;
  }

  private static MVStore.Builder builder(Path file) {
    // a commit between two of ours would write half of a transaction
    return new MVStore.Builder()
        .fileName(REOPENING + file)
        .autoCommitDisabled()
        .autoCommitBufferSize(0);
  }

  /**
   * Writes all changes and closes it; then they are on the disk.
   *
   * @throws MVStoreException if they cannot be written; then the file is as it was before
   */
  static void close(MVStore store, Path file) throws IOException {
    store.commit();
    store.close();
    try (RandomAccessFile written = new RandomAccessFile(file.toFile(), "rw")) {
      written.getFD().sync();
    }
  }

  /** Copies all maps into a new file, which takes the place of the old one when it is whole. */
  private static void compact(MVStore store, Path file) throws IOException {
    Path copy = file.resolveSibling(file.getFileName() + ".compact");
    Files.deleteIfExists(copy);
    MVStore target = builder(copy).open();
    for (String name : store.getMapNames()) {
      MVMap<byte[], byte[]> from = store.openMap(name, Maps.types());
      MVMap<byte[], byte[]> to = target.openMap(name, Maps.types());
      for (Map.Entry<byte[], byte[]> entry : from.entrySet()) {
        to.append(entry.getKey(), entry.getValue());
      }
      target.commit();
    }
    close(target, copy);
    store.closeImmediately();
    Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
