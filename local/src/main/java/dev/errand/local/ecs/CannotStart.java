package dev.errand.local.ecs;

/** Why a task could not be started, as its {@code StoppedReason} says. */
final class CannotStart extends Exception {
  CannotStart(String reason) {
    super(reason);
  }
}
