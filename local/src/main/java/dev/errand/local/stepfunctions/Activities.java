package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.local.awsjson.AwsError;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.value.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The activities of an account. Their tasks wait here for a worker. After a kill, each execution
 * adds its task again.
 */
final class Activities implements ServiceIntegration {

  private final StepFunctionsStore store;
  private final Arns arns;
  private final Map<String, Activity> activities = new ConcurrentHashMap<>();
  private final Map<String, BlockingQueue<Task>> tasks = new ConcurrentHashMap<>();

  Activities(StepFunctionsStore store, Arns arns) {
    this.store = store;
    this.arns = arns;
    store.activities().forEach(activity -> activities.put(activity.arn(), activity));
  }

  /** An activity. */
  record Activity(String arn, String name, Instant created) {}

  /** A task that a worker can take. */
  private static final class Task implements RunningCall {

    private final Call call;
    private final CompletableFuture<JsonNode> result = new CompletableFuture<>();

    Task(Call call) {
      this.call = call;
    }

    @Override
    public JsonNode submission() {
      return Json.object();
    }

    @Override
    public CompletableFuture<JsonNode> result() {
      return result;
    }

    @Override
    public void stop(String reason) {
      result.cancel(false);
    }
  }

  Activity create(String name, Instant now) {
    ExecutionName.check(name);
    String arn = arns.activity(name);
    return activities.computeIfAbsent(
        arn,
        absent -> {
          Activity activity = new Activity(arn, name, now);
          store.save(activity);
          return activity;
        });
  }

  Activity get(String arn) {
    Arns.check(arn, "activity");
    return Optional.ofNullable(activities.get(arn))
        .orElseThrow(
            () ->
                new AwsError(
                    "ActivityDoesNotExist", "Activity Does Not Exist: '%s'".formatted(arn)));
  }

  void delete(String arn) {
    Arns.check(arn, "activity");
    Optional.ofNullable(activities.remove(arn)).ifPresent(store::delete);
  }

  List<Activity> all() {
    return activities.values().stream().sorted(Comparator.comparing(Activity::name)).toList();
  }

  @Override
  public RunningCall start(Call call) {
    Task task = new Task(call);
    tasks(call.resource()).add(task);
    return task;
  }

  /**
   * Takes the next task whose execution still waits for it; empty if there is none within the time
   * limit.
   */
  Optional<Call> take(String arn, Duration limit) {
    get(arn);
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (true) {
        Task task = tasks(arn).poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (task == null || !task.result.isDone()) {
          return Optional.ofNullable(task).map(taken -> taken.call);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private BlockingQueue<Task> tasks(String arn) {
    return tasks.computeIfAbsent(arn, absent -> new LinkedBlockingQueue<>());
  }
}
