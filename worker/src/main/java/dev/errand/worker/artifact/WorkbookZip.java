package dev.errand.worker.artifact;

import dev.errand.worker.page.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the parts of a workbook into a ZIP file. Blocks are compressed in parallel. The caller
 * writes the next block into {@link #block}.
 */
final class WorkbookZip implements AutoCloseable {

  private static final LocalDateTime SAME_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);
  private static final int BLOCK = 128 << 10;
  private static final int ROOM = 8 << 10;
  private static final byte[] DECLARATION =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final BlockDeflater deflater =
      new BlockDeflater(Runtime.getRuntime().availableProcessors());
  private final ZipOutputStream zip;
  private final Bytes block = new Bytes(BLOCK + ROOM);

  WorkbookZip(OutputStream out) {
    zip = new BlockZip(out, deflater);
  }

  /** Starts a part of the workbook. */
  void begin(String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(SAME_TIME);
    zip.putNextEntry(entry);
    block.append(DECLARATION);
  }

  /** The buffer for the next block. It is empty after {@link #writeIfFull} if it was full. */
  Bytes block() {
    return block;
  }

  /** Compresses the block if it is full. */
  void writeIfFull() throws IOException {
    if (block.length() >= BLOCK) {
      writeBlock();
    }
  }

  /** Ends a part of the workbook. */
  void end() throws IOException {
    writeBlock();
    zip.closeEntry();
  }

  /** Ends the workbook and writes all remaining bytes. */
  void finish() throws IOException {
    zip.finish();
  }

  /** Ends the threads. Pending blocks are discarded. */
  @Override
  public void close() {
    deflater.end();
  }

  private void writeBlock() throws IOException {
    zip.write(block.array(), 0, block.length());
    block.truncate(0);
  }

  /** A ZIP stream with another deflater and a larger buffer than the JDK's. */
  private static final class BlockZip extends ZipOutputStream {

    BlockZip(OutputStream out, BlockDeflater deflater) {
      super(out);
      buf = new byte[32 << 10];
      def.end();
      def = deflater;
    }
  }
}
