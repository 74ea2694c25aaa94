package dev.errand.local.lambda;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** An event for which an environment has not responded yet. */
@SuppressWarnings("ArrayRecordComponent")
record PendingInvocation(String requestId, byte[] event, CompletableFuture<Invocation> result) {

  static PendingInvocation of(byte[] event) {
    return new PendingInvocation(UUID.randomUUID().toString(), event, new CompletableFuture<>());
  }
}
