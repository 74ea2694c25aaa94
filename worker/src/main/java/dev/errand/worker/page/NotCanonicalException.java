package dev.errand.worker.page;

/** Thrown by the {@link FastPageParser} for a page that is not in canonical form. */
final class NotCanonicalException extends RuntimeException {

  private static final long serialVersionUID = 1;

  @SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack trace
  static final NotCanonicalException INSTANCE = new NotCanonicalException();

  private NotCanonicalException() {
    super("not in canonical form", null, false, false);
  }
}
