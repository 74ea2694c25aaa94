package dev.errand.worker.artifact;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * A CSV that is made while it is read: columns of texts that hardly compress, and a last one of
 * whole numbers if there are several.
 */
final class GeneratedCsv extends InputStream {

  private final int columns;
  private final int rows;
  private final int textLength;
  private final SplittableRandom random = new SplittableRandom(1);
  private byte[] line;
  private int at;
  private int row;

  GeneratedCsv(int columns, int rows, int textLength) {
    this.columns = columns;
    this.rows = rows;
    this.textLength = textLength;
    this.line = ("a,".repeat(columns - 1) + "a\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public int read() {
    return hasMore() ? line[at++] : -1;
  }

  @Override
  public int read(byte[] bytes, int from, int length) {
    if (!hasMore()) {
      return -1;
    }
    int count = Math.min(length, line.length - at);
    System.arraycopy(line, at, bytes, from, count);
    at += count;
    return count;
  }

  private boolean hasMore() {
    if (at == line.length && row < rows) {
      line = nextRow();
      at = 0;
    }
    return at < line.length;
  }

  private byte[] nextRow() {
    String number = columns == 1 ? "" : "," + row;
    int texts = columns == 1 ? 1 : columns - 1;
    byte[] bytes = new byte[texts * (textLength + 1) - 1 + number.length() + 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i % (textLength + 1) == textLength ? ',' : 'A' + random.nextInt(26));
    }
    byte[] end = (number + "\r\n").getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(end, 0, bytes, bytes.length - end.length, end.length);
    row++;
    return bytes;
  }
}
