package dev.errand.functions.execution;

/** Step Functions did not do what it was asked to; asking again later is safe. */
public final class ExecutionsUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public ExecutionsUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
