package dev.errand.worker.progress;

/** Receives the progress of a report. Exceptions are logged and otherwise ignored. */
public interface ProgressSink {

  /**
   * Receives the current progress.
   *
   * @throws SupersededException if a later task has written its progress
   */
  void write(Snapshot snapshot);
}
