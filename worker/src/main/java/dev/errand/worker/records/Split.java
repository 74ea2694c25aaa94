package dev.errand.worker.records;

/**
 * Splits a number of units of time, for example days, into windows: long ones, then shorter ones,
 * so that all connections finish at about the same time.
 *
 * @param units the number of all units, at least 1
 * @param longLength the units of each long window, at least 1
 * @param longCount the number of long windows
 * @param shortLength the units of each short window but the last, at least 1
 */
record Split(int units, int longLength, int longCount, int shortLength) {

  /**
   * Splits so that a long window has as many records as possible but no more than {@code
   * recordsInWindow}, for evenly distributed records: one record more needs another page. Fewer
   * records get one window.
   */
  static Split of(int units, long total, int recordsInWindow, int connections) {
    if (total <= recordsInWindow) {
      return new Split(units, units, 1, units);
    }
    int longLength = (int) Math.max(1, (long) recordsInWindow * units / total);
    int longCount = units / longLength / connections * connections;
    int left = units - longCount * longLength;
    int shortLength = Math.max(1, Math.min(longLength, ceiling(left, connections)));
    return new Split(units, longLength, longCount, shortLength);
  }

  /** Splits into windows of the same length, for an unknown number of records. */
  static Split even(int units, int windows) {
    return new Split(units, 1, 0, ceiling(units, windows));
  }

  int count() {
    return longCount + ceiling(units - longCount * longLength, shortLength);
  }

  /** The first unit of a window, from 0; the number of units for the window after the last. */
  int first(int index) {
    int longBefore = Math.min(index, longCount);
    return Math.min(units, longBefore * longLength + (index - longBefore) * shortLength);
  }

  private static int ceiling(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
