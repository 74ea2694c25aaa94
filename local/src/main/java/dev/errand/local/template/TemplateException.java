package dev.errand.local.template;

/** The template cannot be run here; the message names the line, the place and the fix. */
public final class TemplateException extends RuntimeException {

  private static final long serialVersionUID = 1;

  TemplateException(int line, String message) {
    super("template.yaml, line %d: %s".formatted(line, message));
  }
}
