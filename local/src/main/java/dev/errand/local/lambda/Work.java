package dev.errand.local.lambda;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** An event on its way through an environment. */
@SuppressWarnings("ArrayRecordComponent")
record Work(String requestId, byte[] event, CompletableFuture<Invocation> result) {

  static Work of(byte[] event) {
    return new Work(UUID.randomUUID().toString(), event, new CompletableFuture<>());
  }
}
