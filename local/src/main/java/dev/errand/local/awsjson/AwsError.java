package dev.errand.local.awsjson;

/** A refusal by the name that the service's API gives it, such as {@code ExecutionDoesNotExist}. */
public final class AwsError extends RuntimeException {

  private final String type;

  /**
   * A refusal.
   *
   * @param type the error's name in the API
   * @param message a sentence for the caller
   */
  public AwsError(String type, String message) {
    super(message);
    this.type = type;
  }

  /** The error's name in the API. */
  public String type() {
    return type;
  }
}
