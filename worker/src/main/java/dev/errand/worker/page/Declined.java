package dev.errand.worker.page;

/** The byte lane met something that it leaves to the general lane. */
final class Declined extends RuntimeException {

  private static final long serialVersionUID = 1;

  @SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack trace
  static final Declined DECLINED = new Declined();

  private Declined() {
    super("not the usual form", null, false, false);
  }
}
