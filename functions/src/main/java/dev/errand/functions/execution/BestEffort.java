package dev.errand.functions.execution;

/**
 * Asks Step Functions for what is stored already. If it refuses, nothing is lost: the reconciler
 * asks again.
 */
public final class BestEffort {

  private BestEffort() {}

  /** Asks, and tells whether it was done. */
  public static boolean tried(Runnable call) {
    try {
      call.run();
      return true;
    } catch (ExecutionsUnavailableException e) {
      return false;
    }
  }
}
