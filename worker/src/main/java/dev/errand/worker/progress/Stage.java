package dev.errand.worker.progress;

import java.util.Locale;

/** What a worker is doing. */
public enum Stage {
  STARTING,
  READING,
  FINISHING,
  DONE;

  /** The word in the progress item. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
