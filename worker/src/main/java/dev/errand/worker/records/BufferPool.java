package dev.errand.worker.records;

import dev.errand.worker.page.Bytes;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A pool of large buffers. Without it, new buffers would be most of the garbage. The first capacity
 * of a CSV buffer is slightly more than the largest CSV so far, so that few buffers grow.
 */
public final class BufferPool {

  private final ConcurrentLinkedQueue<Bytes> bodies = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Bytes> csvs = new ConcurrentLinkedQueue<>();

  private final AtomicInteger largestCsv = new AtomicInteger(256 << 10);

  /** Returns a buffer for the JSON of a page. */
  public Bytes acquireBody() {
    return take(bodies, 0);
  }

  /** Returns a buffer from {@link #acquireBody} to the pool. */
  public void releaseBody(Bytes body) {
    bodies.add(body);
  }

  /** Returns a buffer for the CSV of a page. */
  public Bytes acquireCsv() {
    int largest = largestCsv.get();
    return take(csvs, largest + largest / 16);
  }

  /** Returns a buffer from {@link #acquireCsv} to the pool. */
  public void releaseCsv(Bytes csv) {
    largestCsv.accumulateAndGet(csv.length(), Math::max);
    csvs.add(csv);
  }

  private static Bytes take(ConcurrentLinkedQueue<Bytes> free, int capacity) {
    Bytes bytes = free.poll();
    return bytes == null ? new Bytes(capacity) : bytes;
  }
}
