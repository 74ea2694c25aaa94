package dev.errand.worker.artifact;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Compresses the pages of a Parquet file with the JDK, without a native library of its own. */
final class GzipPages implements BytesInputCompressor {

  @Override
  public BytesInput compress(BytesInput page) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream((int) page.size() / 4 + 64);
    try (GZIPOutputStream gzip = new FastGzip(compressed)) {
      page.writeAllTo(gzip);
    }
    return BytesInput.from(compressed.toByteArray());
  }

  @Override
  public CompressionCodecName getCodecName() {
    return CompressionCodecName.GZIP;
  }

  @Override
  public void release() {}

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
