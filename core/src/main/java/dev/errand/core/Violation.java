package dev.errand.core;

/**
 * One thing that is wrong with a report request.
 *
 * @param pointer JSON pointer (RFC 6901) to the field, {@code ""} for the whole document
 * @param detail what is wrong and how to fix it, as a sentence without the field's value
 */
public record Violation(String pointer, String detail) {

  /** Both, as one sentence. */
  public String sentence() {
    return pointer.isEmpty() ? detail : pointer + ": " + detail;
  }
}
