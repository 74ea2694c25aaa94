package dev.errand.worker.progress;

import java.util.Locale;

/** The phase of a worker. */
public enum Stage {
  STARTING,
  READING,
  FINISHING,
  DONE;

  /** The value in the progress item. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
