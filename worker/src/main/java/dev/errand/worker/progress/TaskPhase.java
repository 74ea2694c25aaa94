package dev.errand.worker.progress;

import java.util.Locale;

/** What a task does. */
public enum TaskPhase {
  STARTING,
  READING,
  FINISHING,
  DONE;

  /** The value in the progress item. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
