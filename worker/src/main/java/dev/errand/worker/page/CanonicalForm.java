package dev.errand.worker.page;

/**
 * Checks that a page is in canonical form. The check is not a method of the exception because the
 * JIT compiler inlines no method of an exception class, and the parser calls it about twelve times
 * for each record.
 */
final class CanonicalForm {

  private CanonicalForm() {}

  static void require(boolean holds) {
    if (!holds) {
      throw NotCanonicalException.INSTANCE;
    }
  }

  /** Thrown by the {@link FastPageParser} for a page that is not in canonical form. */
  static final class NotCanonicalException extends RuntimeException {

    private static final long serialVersionUID = 1;

    @SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack trace
    private static final NotCanonicalException INSTANCE = new NotCanonicalException();

    private NotCanonicalException() {
      super("not in canonical form", null, false, false);
    }
  }
}
