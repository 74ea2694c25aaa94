package dev.errand.functions.execution;

import java.util.Optional;

/**
 * Calls Step Functions to carry out what is stored already. After a failure, the reconciler makes
 * the call again.
 */
public final class BestEffort {

  private BestEffort() {}

  /** Makes the call. Returns why it failed, if it did. */
  public static Optional<ExecutionsUnavailableException> refusal(Runnable call) {
    try {
      call.run();
      return Optional.empty();
    } catch (ExecutionsUnavailableException e) {
      return Optional.of(e);
    }
  }
}
