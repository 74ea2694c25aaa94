package dev.errand.worker.records;

import dev.errand.worker.page.Bytes;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Large buffers, used again and again: new ones would be most of the garbage that is made. */
final class Buffers {

  private static final int INITIAL = 256 << 10;

  private final ConcurrentLinkedQueue<Bytes> bodies = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Bytes> csvs = new ConcurrentLinkedQueue<>();

  Bytes takeBody() {
    return take(bodies);
  }

  void giveBody(Bytes body) {
    bodies.add(body);
  }

  Bytes takeCsv() {
    return take(csvs);
  }

  void giveCsv(Bytes csv) {
    csvs.add(csv);
  }

  private static Bytes take(ConcurrentLinkedQueue<Bytes> free) {
    Bytes bytes = free.poll();
    return bytes == null ? new Bytes(INITIAL) : bytes;
  }
}
