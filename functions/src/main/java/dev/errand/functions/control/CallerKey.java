package dev.errand.functions.control;

import dev.errand.functions.http.Caller;
import java.util.Optional;

/**
 * Who sent a request, and under which key.
 *
 * @param caller the caller, whose key it is
 * @param key the value of the header {@code Idempotency-Key}, if it has one
 */
record CallerKey(Caller caller, Optional<String> key) {}
