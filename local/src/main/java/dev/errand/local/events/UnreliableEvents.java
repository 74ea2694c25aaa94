package dev.errand.local.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes events on less reliably than EventBridge: of ten events, two are lost, two come twice and
 * three come up to four seconds late and out of order. For tests of consumers.
 */
public final class UnreliableEvents implements Consumer<ObjectNode>, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UnreliableEvents.class);
  private static final int LATEST_MILLISECONDS = 4000;

  private final Consumer<ObjectNode> target;
  private final RandomGenerator random;
  private final ScheduledExecutorService late = Executors.newSingleThreadScheduledExecutor();

  public UnreliableEvents(Consumer<ObjectNode> target, RandomGenerator random) {
    this.target = target;
    this.random = random;
  }

  @Override
  public void accept(ObjectNode event) {
    int fate = random.nextInt(10);
    if (fate < 2) {
      LOG.info("lost: {}", event);
    } else if (fate < 4) {
      target.accept(event);
      target.accept(event);
    } else if (fate < 7) {
      Future<?> unused =
          late.schedule(
              () -> target.accept(event),
              random.nextInt(LATEST_MILLISECONDS),
              TimeUnit.MILLISECONDS);
    } else {
      target.accept(event);
    }
  }

  /** Events that are delayed are lost. */
  @Override
  public void close() {
    late.shutdownNow();
  }
}
