package dev.errand.worker.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartSizeTest {

  private static final long MIB = 1 << 20;

  /** Amazon S3 User Guide, "Amazon S3 multipart upload limits". */
  private static final int MAX_PARTS = 10_000;

  @Test
  void everyPartIsLargeEnoughForS3() {
    assertThat(sizes()).allMatch(size -> size >= 5 * MIB);
  }

  @Test
  void partsNeverGetSmaller() {
    assertThat(sizes()).isSorted().startsWith((int) (8 * MIB)).endsWith((int) (128 * MIB));
  }

  @Test
  void sizesDoubleAfterEvery2000Parts() {
    assertThat(IntStream.of(1, 2000, 2001, 4000, 4001, 6001, 8001).map(PartSize::of))
        .extracting(size -> size / MIB)
        .containsExactly(8L, 8L, 16L, 16L, 32L, 64L, 128L);
  }

  @Test
  void allPartsTogetherHold484GiB() {
    assertThat(sizes().mapToLong(size -> size).sum() / MIB / 1024).isEqualTo(484);
  }

  private static IntStream sizes() {
    return IntStream.rangeClosed(1, MAX_PARTS).map(PartSize::of);
  }
}
