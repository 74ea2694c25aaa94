package dev.errand.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.local.template.ScheduleSpec;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Invokes functions at their rates. */
public final class Schedules {

  private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

  private final AsynchronousInvoker invoker;
  private final Account account;
  private final Clock clock;
  private final double delayFactor;

  /**
   * @param delayFactor the time between two invocations is multiplied by it
   */
  public Schedules(AsynchronousInvoker invoker, Account account, Clock clock, double delayFactor) {
    this.invoker = invoker;
    this.account = account;
    this.clock = clock;
    this.delayFactor = delayFactor;
  }

  /** Starts the schedules; they end with the scheduler. */
  public void start(List<ScheduleSpec> schedules, ScheduledExecutorService scheduler) {
    for (ScheduleSpec schedule : schedules) {
      long period = Math.max(1, (long) (schedule.rate().toMillis() * delayFactor));
      Future<?> unused =
          scheduler.scheduleAtFixedRate(
              () -> invoke(schedule), period, period, TimeUnit.MILLISECONDS);
    }
  }

  /** An exception would end the schedule. */
  private void invoke(ScheduleSpec schedule) {
    try {
      invoker.invoke(schedule.function(), event(schedule));
    } catch (RuntimeException e) {
      LOG.error("{} is skipped this time: {}", schedule.logicalId(), e.toString());
    }
  }

  private JsonNode event(ScheduleSpec schedule) {
    return schedule.input().orElseGet(() -> scheduledEvent(schedule));
  }

  private ObjectNode scheduledEvent(ScheduleSpec schedule) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("version", "0");
    event.put("id", UUID.randomUUID().toString());
    event.put("detail-type", "Scheduled Event");
    event.put("source", schedule.source());
    event.put("account", account.id());
    event.put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    event.put("region", account.region());
    event.putArray("resources").add(schedule.arn());
    event.putObject("detail");
    return event;
  }
}
