package dev.errand.local.lambda;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** An event on its way through an environment. */
@SuppressWarnings("ArrayRecordComponent")
record PendingInvocation(String requestId, byte[] event, CompletableFuture<Invocation> result) {

  static PendingInvocation of(byte[] event) {
    return new PendingInvocation(UUID.randomUUID().toString(), event, new CompletableFuture<>());
  }
}
