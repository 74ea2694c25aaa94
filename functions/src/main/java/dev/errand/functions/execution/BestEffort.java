package dev.errand.functions.execution;

import java.util.Optional;

/**
 * Asks Step Functions for what is stored already. If it refuses, nothing is lost: the reconciler
 * asks again.
 */
public final class BestEffort {

  private BestEffort() {}

  /** Asks; why it was refused, if it was. */
  public static Optional<ExecutionsUnavailableException> refusal(Runnable call) {
    try {
      call.run();
      return Optional.empty();
    } catch (ExecutionsUnavailableException e) {
      return Optional.of(e);
    }
  }
}
