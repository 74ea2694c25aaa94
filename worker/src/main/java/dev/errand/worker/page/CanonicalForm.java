package dev.errand.worker.page;

/**
 * Checks that a page is in canonical form. This is not a method of {@link NotCanonicalException}
 * because the JIT compiler inlines no method of an exception class, and the parser calls this
 * method about twelve times for each record.
 */
final class CanonicalForm {

  private CanonicalForm() {}

  static void require(boolean holds) {
    if (!holds) {
      throw NotCanonicalException.INSTANCE;
    }
  }
}
