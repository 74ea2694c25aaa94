package dev.errand.functions.execution;

import java.util.Optional;

/**
 * Calls Step Functions to carry out what is stored already. After a failure, the reconciler makes
 * the call again.
 */
public final class BestEffort {

  private BestEffort() {}

  /** Makes the call. Returns the failure, if it failed. */
  public static Optional<ExecutionsUnavailableException> tryCall(Runnable call) {
    try {
      call.run();
      return Optional.empty();
    } catch (ExecutionsUnavailableException e) {
      return Optional.of(e);
    }
  }
}
