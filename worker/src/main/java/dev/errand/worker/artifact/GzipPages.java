package dev.errand.worker.artifact;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses the pages of a Parquet file (RFC 1952) with the JDK, in memory that it uses again. A
 * compressed page is valid until the next one.
 */
final class GzipPages implements BytesInputCompressor {

  /** Deflate, without flags, time and system. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};

  private static final int CHUNK = 16 << 10;

  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final CRC32 crc = new CRC32();
  private final Buffer compressed = new Buffer();

  @Override
  public BytesInput compress(BytesInput page) throws IOException {
    deflater.reset();
    crc.reset();
    compressed.reset();
    compressed.write(HEADER, 0, HEADER.length);
    DeflaterOutputStream body = new DeflaterOutputStream(compressed, deflater, CHUNK);
    page.writeAllTo(new CheckedOutputStream(body, crc));
    body.finish();
    byte[] trailer =
        ByteBuffer.allocate(2 * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt((int) crc.getValue())
            .putInt((int) page.size())
            .array();
    compressed.write(trailer, 0, trailer.length);
    return compressed.bytes();
  }

  @Override
  public CompressionCodecName getCodecName() {
    return CompressionCodecName.GZIP;
  }

  @Override
  public void release() {
    deflater.end();
  }

  /** Gives its bytes without a copy. */
  private static final class Buffer extends ByteArrayOutputStream {
    BytesInput bytes() {
      return BytesInput.from(buf, 0, count);
    }
  }
}
