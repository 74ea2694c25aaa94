package dev.errand.worker.page;

/**
 * The form of a page that the byte lane takes. Not a method of {@link Declined}: the JVM's compiler
 * inlines no method of an exception, and this one is called a dozen times for each record.
 */
final class UsualForm {

  private UsualForm() {}

  static void require(boolean holds) {
    if (!holds) {
      throw Declined.DECLINED;
    }
  }
}
