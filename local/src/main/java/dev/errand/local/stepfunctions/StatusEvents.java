package dev.errand.local.stepfunctions;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hands an execution's status events over, oldest first, each until it is taken. One that was taken
 * but cannot be noted as sent comes twice.
 */
final class StatusEvents {

  private final SharedServices services;
  private final LiveExecution of;
  private final RepeatedFailureLog faults;
  private final AtomicBoolean sending = new AtomicBoolean();

  StatusEvents(SharedServices services, LiveExecution of, String executionArn) {
    this.services = services;
    this.of = of;
    this.faults = new RepeatedFailureLog(executionArn, "A status event cannot be sent");
  }

  /** Hands the oldest unsent event over; on and on until there is none. */
  void send() {
    if (!of.execution().unsent().isEmpty() && sending.compareAndSet(false, true)) {
      services.timer().run(this::handOver);
    }
  }

  private void handOver() {
    try {
      services.statusEvents().accept(of.execution().unsent().get(0).deepCopy());
      of.forgetFirstUnsent();
    } catch (RuntimeException e) {
      faults.failed(e);
      sending.set(false);
      services.timer().at(services.timer().instant().plusSeconds(1), this::send);
      return;
    }
    faults.succeeded();
    sending.set(false);
    send();
  }
}
