package dev.errand.worker.progress;

/** Takes the state of a report; whatever it throws is logged and forgotten. */
public interface ProgressSink extends AutoCloseable {

  /**
   * Takes the latest state.
   *
   * @throws SupersededException if a later task has given its own
   */
  void write(Snapshot snapshot);

  @Override
  default void close() {}
}
