package dev.errand.worker.page;

/**
 * Checks the syntax of JSON (RFC 8259). The check is not a method of the exception because the JIT
 * compiler inlines no method of an exception class.
 */
final class JsonSyntax {

  private JsonSyntax() {}

  static void require(boolean holds) {
    if (!holds) {
      throw JsonSyntaxException.INSTANCE;
    }
  }

  static JsonSyntaxException error() {
    return JsonSyntaxException.INSTANCE;
  }

  /** Thrown for a body that is not JSON. */
  static final class JsonSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1;

    @SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack trace
    private static final JsonSyntaxException INSTANCE = new JsonSyntaxException();

    private JsonSyntaxException() {
      super("not JSON", null, false, false);
    }
  }
}
