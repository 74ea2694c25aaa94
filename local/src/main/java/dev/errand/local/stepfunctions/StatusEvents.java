package dev.errand.local.stepfunctions;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends the status events of an execution, oldest first, and each of them until it is taken. An
 * event that was taken is sent again if it could not be saved that it was.
 */
final class StatusEvents {

  private final ExecutionRuntime runtime;
  private final ExecutionRunner runner;
  private final RepeatedFailureLog faults;
  private final AtomicBoolean sending = new AtomicBoolean();

  StatusEvents(ExecutionRuntime runtime, ExecutionRunner runner, String executionArn) {
    this.runtime = runtime;
    this.runner = runner;
    this.faults = new RepeatedFailureLog(executionArn, "A status event cannot be sent");
  }

  /** Sends all unsent events. */
  void send() {
    if (!runner.execution().unsent().isEmpty() && sending.compareAndSet(false, true)) {
      runtime.timer().run(this::sendOldest);
    }
  }

  private void sendOldest() {
    try {
      runtime.statusEvents().accept(runner.execution().unsent().get(0).deepCopy());
      runner.forgetFirstUnsent();
    } catch (RuntimeException e) {
      faults.failed(e);
      sending.set(false);
      runtime.timer().at(runtime.timer().instant().plusSeconds(1), this::send);
      return;
    }
    faults.succeeded();
    sending.set(false);
    send();
  }
}
