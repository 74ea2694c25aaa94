package dev.errand.worker.progress;

/** A later task of the report has told of its progress, so that this one no longer counts. */
public final class SupersededException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Says so. */
  public SupersededException() {
    super("a later task of the report runs");
  }
}
