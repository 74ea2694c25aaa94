package dev.errand.worker.progress;

/** A later task of the report has told of its progress, so that this one no longer counts. */
public final class Superseded extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Says so. */
  public Superseded() {
    super("a later task of the report runs");
  }
}
