package dev.errand.local.lambda;

import java.util.concurrent.CompletableFuture;

/** Invokes functions. */
@FunctionalInterface
public interface FunctionInvoker {

  /**
   * Invokes a function and returns at once. The future never fails. Cancelling it withdraws the
   * event if no environment has taken it; an invocation that runs continues.
   *
   * @param logicalId of the function in the template
   * @param event a JSON document
   * @throws IllegalArgumentException if there is no such function
   */
  CompletableFuture<Invocation> invoke(String logicalId, byte[] event);
}
