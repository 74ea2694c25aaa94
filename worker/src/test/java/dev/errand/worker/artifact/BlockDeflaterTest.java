package dev.errand.worker.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Checks the output with the inflater of the JDK. */
class BlockDeflaterTest {

  @Property(tries = 100)
  void compressesWithoutLossAndIndependentlyOfTheThreads(
      @ForAll @Size(max = 30) List<@IntRange(min = 1, max = 200_000) Integer> sizes,
      @ForAll @IntRange(min = 1, max = 5) int threads,
      @ForAll @IntRange(min = 1, max = 256) int values,
      @ForAll long seed)
      throws IOException {
    List<byte[]> inputs = sizes.stream().map(size -> bytes(size, values, seed)).toList();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] input : inputs) {
      all.write(input);
    }

    byte[] compressed = compressed(inputs, threads);

    assertThat(inflated(compressed)).isEqualTo(all.toByteArray());
    assertThat(compressed).isEqualTo(compressed(inputs, 1));
  }

  /** Compresses two streams in sequence, like two entries of a ZIP file. */
  private static byte[] compressed(List<byte[]> inputs, int threads) throws IOException {
    BlockDeflater deflater = new BlockDeflater(threads);
    try {
      stream(List.of(new byte[] {1, 2, 3}), deflater);
      deflater.reset();
      byte[] stream = stream(inputs, deflater);
      assertThat(deflater.getBytesRead())
          .isEqualTo(inputs.stream().mapToLong(input -> input.length).sum());
      assertThat(deflater.getBytesWritten()).isEqualTo(stream.length);
      return stream;
    } finally {
      deflater.end();
    }
  }

  private static byte[] stream(List<byte[]> inputs, BlockDeflater deflater) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DeflaterOutputStream deflating = new DeflaterOutputStream(out, deflater, 8192);
    for (byte[] input : inputs) {
      deflating.write(input);
    }
    deflating.finish();
    return out.toByteArray();
  }

  private static byte[] inflated(byte[] compressed) throws IOException {
    return new InflaterInputStream(new ByteArrayInputStream(compressed), new Inflater(true))
        .readAllBytes();
  }

  /** Random bytes. Few distinct values compress well, 256 do not compress. */
  private static byte[] bytes(int size, int values, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) random.nextInt(values);
    }
    return bytes;
  }
}
