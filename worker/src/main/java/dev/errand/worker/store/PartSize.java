package dev.errand.worker.store;

/**
 * How large the parts of an upload are. Amazon S3 takes 10,000 parts of at least 5 MiB (all but the
 * last), so later parts are larger: 8 MiB for the first 2,000, then 16, 32, 64 and 128 MiB, almost
 * 500 GiB in all.
 */
final class PartSize {

  private static final int SMALLEST = 8 << 20;
  private static final int PARTS_OF_A_SIZE = 2000;

  private PartSize() {}

  /** The size at which a part is full, in bytes; numbers count from 1. */
  static int of(int number) {
    return SMALLEST << Math.min((number - 1) / PARTS_OF_A_SIZE, 4);
  }
}
