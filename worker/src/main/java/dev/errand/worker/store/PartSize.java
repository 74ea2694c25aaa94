package dev.errand.worker.store;

/**
 * The sizes of the parts of an upload. Amazon S3 accepts 10,000 parts of at least 5 MiB, except for
 * the last. Later parts are larger: 8 MiB for the first 2,000, then 16, 32, 64 and 128 MiB, 484 GiB
 * in total.
 */
final class PartSize {

  private static final int MIN_BYTES = 8 << 20;
  private static final int PARTS_OF_A_SIZE = 2000;

  private PartSize() {}

  /** The size in bytes at which a part is uploaded. Numbers start at 1. */
  static int of(int number) {
    return MIN_BYTES << Math.min((number - 1) / PARTS_OF_A_SIZE, 4);
  }
}
