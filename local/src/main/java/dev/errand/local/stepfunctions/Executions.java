package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.AwsError;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The executions of an account: finds them, lists them and says when they end. {@link
 * ExecutionLifecycle} starts and stops them.
 */
final class Executions {

  private final StepFunctionsStore store;
  private final Map<String, CompletableFuture<Execution>> ends = new ConcurrentHashMap<>();
  private final Map<String, ExecutionListItem> saved = new ConcurrentHashMap<>();
  private final Map<String, ExecutionRunner> runners = new ConcurrentHashMap<>();

  Executions(StepFunctionsStore store) {
    this.store = store;
  }

  /** Reads all executions from the store. */
  List<Execution> load() {
    List<Execution> stored = store.executions().toList();
    stored.forEach(execution -> saved.put(execution.arn(), ExecutionListItem.of(execution)));
    return stored;
  }

  boolean contains(String arn) {
    return saved.containsKey(arn);
  }

  /** The execution of that ARN, if it was started. */
  Optional<Execution> find(String arn) {
    return contains(arn) ? Optional.of(get(arn)) : Optional.empty();
  }

  /**
   * The execution of that ARN.
   *
   * @throws AwsError {@code ExecutionDoesNotExist}, {@code InvalidArn}
   */
  Execution get(String arn) {
    Arns.check(arn, "execution");
    return runner(arn)
        .map(ExecutionRunner::execution)
        .or(() -> contains(arn) ? store.execution(arn) : Optional.empty())
        .orElseThrow(
            () ->
                new AwsError(
                    "ExecutionDoesNotExist", "Execution Does Not Exist: '%s'".formatted(arn)));
  }

  /** All of them, in no order. */
  Collection<ExecutionListItem> list() {
    return saved.values();
  }

  /** The events of an execution, oldest first. */
  List<ObjectNode> history(Execution execution) {
    return store.history(execution);
  }

  /** Completes with an execution once it has ended. */
  CompletableFuture<Execution> whenEnded(String arn) {
    CompletableFuture<Execution> end =
        ends.computeIfAbsent(arn, absent -> new CompletableFuture<>());
    Execution now = get(arn);
    if (!now.isRunning()) {
      end.complete(now);
      ends.remove(arn);
    }
    return end;
  }

  /** What runs the execution of that ARN, unless it has ended. */
  Optional<ExecutionRunner> runner(String arn) {
    return Optional.ofNullable(runners.get(arn));
  }

  /** The same; adds a new one if there is none. */
  ExecutionRunner runnerOrNew(String arn, Supplier<ExecutionRunner> create) {
    return runners.computeIfAbsent(arn, absent -> create.get());
  }

  List<ExecutionRunner> runners() {
    return List.copyOf(runners.values());
  }

  /** Adds a runner; it is removed when its execution has ended and all its events were taken. */
  void add(String arn, ExecutionRunner runner) {
    runners.put(arn, runner);
  }

  /** Removes the runner of an execution that could not be saved. */
  void remove(String arn) {
    runners.remove(arn);
  }

  /** Notes an execution that its runner has saved. */
  void onSave(Execution execution) {
    saved.put(execution.arn(), ExecutionListItem.of(execution));
    if (!execution.isRunning()) {
      Optional.ofNullable(ends.remove(execution.arn())).ifPresent(end -> end.complete(execution));
      if (execution.unsent().isEmpty()) {
        runners.remove(execution.arn());
      }
    }
  }
}
