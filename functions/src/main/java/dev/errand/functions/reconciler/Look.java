package dev.errand.functions.reconciler;

import java.util.Map;

/**
 * One thing to look after.
 *
 * @param about what the log says of it if it cannot be looked after
 * @param action looks at it and repairs what differs
 */
record Look(Map<String, ?> about, Runnable action) {}
