package dev.errand.functions.control;

/**
 * Who sent a request under an idempotency key.
 *
 * @param caller the caller, to whom the key belongs
 * @param key the value of the header {@code Idempotency-Key}
 */
record Sender(String caller, String key) {}
