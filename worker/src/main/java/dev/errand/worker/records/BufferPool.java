package dev.errand.worker.records;

import dev.errand.worker.page.Bytes;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Large buffers, used again and again: new ones would be most of the garbage that is made. One for
 * CSV is at first a little larger than the largest that came back, so that few have to grow.
 */
public final class BufferPool {

  private final ConcurrentLinkedQueue<Bytes> bodies = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Bytes> csvs = new ConcurrentLinkedQueue<>();

  private final AtomicInteger largestCsv = new AtomicInteger(256 << 10);

  /** One for the JSON of a page. */
  public Bytes acquireBody() {
    return take(bodies, 0);
  }

  /** Takes back what {@link #acquireBody} gave. */
  public void releaseBody(Bytes body) {
    bodies.add(body);
  }

  /** One for the CSV of a page. */
  public Bytes acquireCsv() {
    int largest = largestCsv.get();
    return take(csvs, largest + largest / 16);
  }

  /** Takes back what {@link #acquireCsv} gave. */
  public void releaseCsv(Bytes csv) {
    largestCsv.accumulateAndGet(csv.length(), Math::max);
    csvs.add(csv);
  }

  private static Bytes take(ConcurrentLinkedQueue<Bytes> free, int capacity) {
    Bytes bytes = free.poll();
    return bytes == null ? new Bytes(capacity) : bytes;
  }
}
