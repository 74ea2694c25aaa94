package dev.errand.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.local.lambda.FunctionInvoker;
import dev.errand.local.lambda.Invocation;
import dev.errand.local.template.AsynchronousSpec;
import dev.errand.local.template.FunctionSpec;
import dev.errand.states.value.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lambda's queue for asynchronous invocations: an event on which a function fails is retried as
 * often as the function's {@code EventInvokeConfig} says, then goes to a dead-letter queue. Events
 * are kept in files until a function took them, so a kill loses none.
 *
 * <p>Lambda waits one minute, then two, before it tries again ("Asynchronous invocation" in its
 * developer guide); here it is one second, then two.
 */
public final class AsynchronousInvoker {

  private static final Logger LOG = LoggerFactory.getLogger(AsynchronousInvoker.class);
  private static final Duration FIRST_DELAY = Duration.ofSeconds(1);

  /** The characters of an error message that Lambda keeps. */
  private static final int MAX_ERROR_MESSAGE = 1024;

  private final Map<String, AsynchronousSpec> settings;
  private final FunctionInvoker functions;
  private final DeadLetterQueues deadLetters;
  private final JsonFiles<QueuedEvent> pending;
  private final List<QueuedEvent> undelivered;
  private final ScheduledExecutorService scheduler;
  private final Clock clock;
  private final Set<String> unsaved = ConcurrentHashMap.newKeySet();

  /**
   * @param folder for the events that are not delivered yet
   * @param scheduler runs the retries; the caller closes it
   */
  public AsynchronousInvoker(
      List<FunctionSpec> specs,
      FunctionInvoker functions,
      DeadLetterQueues deadLetters,
      Path folder,
      ScheduledExecutorService scheduler,
      Clock clock) {
    this.settings =
        specs.stream()
            .collect(Collectors.toMap(FunctionSpec::logicalId, FunctionSpec::asynchronous));
    this.functions = functions;
    this.deadLetters = deadLetters;
    this.pending = new JsonFiles<>(folder, QueuedEvent.class);
    this.undelivered = List.copyOf(pending.all());
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /** Delivers the events that an earlier stage has not delivered; to be called once. */
  public void resume() {
    for (QueuedEvent queued : undelivered) {
      if (settings.containsKey(queued.function())) {
        tryOnce(queued);
      } else {
        LOG.warn("there is no function {} any more", queued.function());
        giveUp(queued, "404", "Function not found: " + queued.function());
      }
    }
  }

  /** Accepts an event; when this returns, the event is stored. */
  public void invoke(String function, JsonNode event) {
    Instant now = clock.instant();
    String id = "%015d-%s".formatted(now.toEpochMilli(), UUID.randomUUID());
    QueuedEvent queued =
        new QueuedEvent(id, function, event, settings.get(function).deadLetterQueue(), now, 0);
    pending.put(id, queued);
    tryOnce(queued);
  }

  private void tryOnce(QueuedEvent queued) {
    byte[] event = queued.event().toString().getBytes(StandardCharsets.UTF_8);
    functions
        .invoke(queued.function(), event)
        .thenAccept(
            invocation -> {
              if (invocation instanceof Invocation.Success) {
                remove(queued);
              } else if (invocation instanceof Invocation.Throttled) {
                throttled(queued);
              } else {
                failed(queued.failedOnceMore(), invocation);
              }
            })
        .exceptionally(
            fault -> {
              if (unsaved.add(queued.id())) {
                LOG.error(
                    "cannot save the outcome of event {}; it is not noted and is tried again: {}",
                    queued.id(),
                    reason(fault));
              }
              tryLater(queued, FIRST_DELAY);
              return null;
            });
  }

  private static String reason(Throwable fault) {
    return String.valueOf(fault instanceof CompletionException ? fault.getCause() : fault);
  }

  private void failed(QueuedEvent queued, Invocation failure) {
    AsynchronousSpec limit = settings.get(queued.function());
    LOG.warn("{} failed, try {}: {}", queued.function(), queued.failures(), failure);
    Duration age = Duration.between(queued.since(), clock.instant());
    if (queued.failures() > limit.maximumRetryAttempts()
        || age.compareTo(limit.maximumEventAge()) > 0) {
      giveUp(queued, "200", message(failure));
      return;
    }
    pending.put(queued.id(), queued);
    unsaved.remove(queued.id());
    tryLater(queued, FIRST_DELAY.multipliedBy(1L << Math.min(6, queued.failures() - 1)));
  }

  /** Lambda retries until the event is too old, and does not count these retries. */
  private void throttled(QueuedEvent queued) {
    Duration age = Duration.between(queued.since(), clock.instant());
    if (age.compareTo(settings.get(queued.function()).maximumEventAge()) > 0) {
      giveUp(queued, "429", "Rate Exceeded.");
    } else {
      tryLater(queued, FIRST_DELAY);
    }
  }

  private static String message(Invocation failure) {
    return failure instanceof Invocation.FunctionError error ? error.message() : failure.toString();
  }

  private void tryLater(QueuedEvent queued, Duration delay) {
    try {
      Future<?> unused =
          scheduler.schedule(() -> tryOnce(queued), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      LOG.info("event {} waits for the next start", queued.id());
    }
  }

  private void giveUp(QueuedEvent queued, String code, String message) {
    if (queued.deadLetterQueue().isEmpty()) {
      LOG.error("dropped an event for {}: there is no dead-letter queue", queued.function());
    } else {
      DeadLetter letter =
          new DeadLetter(
              Json.write(queued.event()),
              Map.of(
                  "RequestID",
                  queued.requestId(),
                  "ErrorCode",
                  code,
                  "ErrorMessage",
                  message.substring(0, Math.min(MAX_ERROR_MESSAGE, message.length()))),
              clock.instant());
      deadLetters.send(queued.deadLetterQueue().get(), queued.id(), letter);
    }
    remove(queued);
  }

  private void remove(QueuedEvent queued) {
    pending.remove(queued.id());
    unsaved.remove(queued.id());
  }
}
