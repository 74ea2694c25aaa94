package dev.errand.local.template;

/**
 * The stage cannot run the template; the message names the line and the place, and says what to do.
 */
public final class TemplateException extends RuntimeException {

  private static final long serialVersionUID = 1;

  TemplateException(int line, String message) {
    super("template.yaml, line %d: %s".formatted(line, message));
  }
}
