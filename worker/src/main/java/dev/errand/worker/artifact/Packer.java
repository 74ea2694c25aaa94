package dev.errand.worker.artifact;

import dev.errand.worker.page.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Compresses the parts of a workbook on a thread of its own, a block at a time, while its user
 * writes the next block into {@link #block}. The blocks do not depend on how fast either is.
 */
final class Packer implements AutoCloseable {

  private static final LocalDateTime SAME_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);
  private static final int BLOCK = 128 << 10;
  private static final int ROOM = 8 << 10;
  private static final byte[] DECLARATION =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final ZipOutputStream zip;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread packing = new Thread(task, "packer");
            packing.setDaemon(true);
            return packing;
          });
  private Bytes filling = new Bytes(BLOCK + ROOM);
  private Bytes packing = new Bytes(BLOCK + ROOM);
  private Future<Void> pending;

  Packer(OutputStream out) {
    zip = new FastZip(out);
    pending = thread.submit(() -> null);
  }

  /** Begins a part of the workbook. */
  void begin(String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(SAME_TIME);
    then(
        () -> {
          zip.putNextEntry(entry);
          return null;
        });
    filling.append(DECLARATION);
  }

  /** What is written next; another one after {@link #packIfFull}. */
  Bytes block() {
    return filling;
  }

  /** Gives the block away if it is full. */
  void packIfFull() throws IOException {
    if (filling.length() >= BLOCK) {
      pack();
    }
  }

  /** Ends a part of the workbook. */
  void end() throws IOException {
    pack();
    then(
        () -> {
          zip.closeEntry();
          return null;
        });
  }

  /** Ends the workbook; all of it is written when this returns. */
  void finish() throws IOException {
    then(
        () -> {
          zip.finish();
          return null;
        });
    await();
  }

  /** Ends the thread; what is not written by now never is. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      thread.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pack() throws IOException {
    await();
    Bytes full = filling;
    filling = packing;
    filling.truncate(0);
    packing = full;
    then(
        () -> {
          zip.write(full.array(), 0, full.length());
          return null;
        });
  }

  private void then(Callable<Void> step) throws IOException {
    await();
    pending = thread.submit(step);
  }

  private void await() throws IOException {
    try {
      pending.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException("the workbook could not be packed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the workbook was packed", e);
    }
  }

  /** Writes compressed bytes in larger pieces than the JDK's 512 bytes. */
  private static final class FastZip extends ZipOutputStream {

    FastZip(OutputStream out) {
      super(out);
      buf = new byte[32 << 10];
      setLevel(Deflater.BEST_SPEED);
    }
  }
}
