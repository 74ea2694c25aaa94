package dev.errand.functions.reconciler;

import java.util.Map;

/**
 * One check of a report or a task.
 *
 * @param about the fields of the log line if the check fails
 * @param action checks it and repairs what differs
 */
record Check(Map<String, ?> about, Runnable action) {}
