package dev.errand.worker.progress;

/** A later task of the report has written its progress. This task must stop. */
public final class SupersededException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Creates an exception. */
  public SupersededException() {
    super("a later task of the report runs");
  }
}
