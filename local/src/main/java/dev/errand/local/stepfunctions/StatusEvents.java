package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands an execution's status events over, oldest first, each until it is taken. */
final class StatusEvents {

  private static final Logger LOG = LoggerFactory.getLogger(StatusEvents.class);

  private final Surroundings surroundings;
  private final LiveExecution of;
  private final AtomicBoolean sending = new AtomicBoolean();

  StatusEvents(Surroundings surroundings, LiveExecution of) {
    this.surroundings = surroundings;
    this.of = of;
  }

  /** Hands the oldest unsent event over; on and on until there is none. */
  void send() {
    if (!of.execution().unsent().isEmpty() && sending.compareAndSet(false, true)) {
      surroundings.timer().run(this::handOver);
    }
  }

  private void handOver() {
    List<ObjectNode> unsent = of.execution().unsent();
    boolean done = surroundings.take(unsent.get(0)) && isNotedAsSent();
    sending.set(false);
    if (done) {
      send();
    } else {
      surroundings.timer().at(surroundings.timer().instant().plusSeconds(1), this::send);
    }
  }

  /** An event that was taken but is not noted comes twice. */
  private boolean isNotedAsSent() {
    try {
      of.forgetFirstUnsent();
      return true;
    } catch (UncheckedIOException e) {
      LOG.error(
          "{} has sent an event and cannot note it: {}", of.execution().arn(), e.getMessage());
      return false;
    }
  }
}
