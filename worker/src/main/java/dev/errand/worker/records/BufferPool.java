package dev.errand.worker.records;

import dev.errand.worker.page.Bytes;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A pool of large buffers. Without it, new buffers would be most of the garbage. The first capacity
 * of a buffer is slightly more than the largest content so far, so that few buffers grow.
 */
public final class BufferPool {

  private final ConcurrentLinkedQueue<Bytes> bodies = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Bytes> csvs = new ConcurrentLinkedQueue<>();

  private final AtomicInteger largestBody = new AtomicInteger();
  private final AtomicInteger largestCsv = new AtomicInteger(256 << 10);

  /** Returns a buffer for the JSON of a page. */
  public Bytes acquireBody() {
    return take(bodies, largestBody);
  }

  /** Returns a buffer from {@link #acquireBody} to the pool. */
  public void releaseBody(Bytes body) {
    release(body, bodies, largestBody);
  }

  /** Returns a buffer for the CSV of a page. */
  public Bytes acquireCsv() {
    return take(csvs, largestCsv);
  }

  /** Returns a buffer from {@link #acquireCsv} to the pool. */
  public void releaseCsv(Bytes csv) {
    release(csv, csvs, largestCsv);
  }

  private static Bytes take(ConcurrentLinkedQueue<Bytes> free, AtomicInteger largest) {
    Bytes bytes = free.poll();
    return bytes == null ? new Bytes(largest.get() + largest.get() / 16) : bytes;
  }

  private static void release(
      Bytes bytes, ConcurrentLinkedQueue<Bytes> free, AtomicInteger largest) {
    largest.accumulateAndGet(bytes.length(), Math::max);
    free.add(bytes);
  }
}
