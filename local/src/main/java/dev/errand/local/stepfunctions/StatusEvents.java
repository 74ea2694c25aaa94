package dev.errand.local.stepfunctions;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hands an execution's status events over, oldest first, each until it is taken. One that was taken
 * but cannot be noted as sent comes twice.
 */
final class StatusEvents {

  private final Surroundings surroundings;
  private final LiveExecution of;
  private final FaultLog faults;
  private final AtomicBoolean sending = new AtomicBoolean();

  StatusEvents(Surroundings surroundings, LiveExecution of, String executionArn) {
    this.surroundings = surroundings;
    this.of = of;
    this.faults = new FaultLog(executionArn, "A status event cannot be sent");
  }

  /** Hands the oldest unsent event over; on and on until there is none. */
  void send() {
    if (!of.execution().unsent().isEmpty() && sending.compareAndSet(false, true)) {
      surroundings.timer().run(this::handOver);
    }
  }

  private void handOver() {
    try {
      surroundings.statusEvents().accept(of.execution().unsent().get(0).deepCopy());
      of.forgetFirstUnsent();
    } catch (RuntimeException e) {
      faults.failed(e);
      sending.set(false);
      surroundings.timer().at(surroundings.timer().instant().plusSeconds(1), this::send);
      return;
    }
    faults.succeeded();
    sending.set(false);
    send();
  }
}
