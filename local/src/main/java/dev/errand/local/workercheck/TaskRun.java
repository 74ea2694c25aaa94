package dev.errand.local.workercheck;

import dev.errand.local.process.ChildProcess;
import dev.errand.local.process.Program;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** One task: a process whose writes to the bucket are recorded, and can be held by a gate. */
final class TaskRun implements AutoCloseable {

  private final Gate gate;
  private final TaskLog log;
  private final List<BucketWrite> writes = new CopyOnWriteArrayList<>();
  private final RequestTap tap;
  private final ChildProcess process;

  /**
   * Starts a task.
   *
   * @param processes the folder that records running processes
   * @param s3 the endpoint of the bucket
   * @param programs gives the program that uses another endpoint of the bucket
   */
  TaskRun(Path processes, URI s3, Gate gate, Function<URI, Program> programs) {
    this.gate = gate;
    tap = RequestTap.start(s3, this::forwards);
    Program program = programs.apply(tap.endpoint());
    log = new TaskLog(program.log());
    process = ChildProcess.start(processes, program);
  }

  private boolean forwards(HttpHead request) {
    Optional<BucketWrite> write = BucketWrite.of(request);
    boolean passes = write.map(gate::passes).orElse(true);
    if (passes) {
      write.ifPresent(writes::add);
    }
    return passes;
  }

  /** Waits for the end, and kills the task after this time. */
  TaskExit endWithin(Duration limit) {
    Instant begun = Instant.now();
    OptionalInt exitCode =
        within(limit, process.exit()).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    Duration took = Duration.between(begun, Instant.now());
    kill();
    return new TaskExit(exitCode, took, log.last());
  }

  /** Whether the task reaches its gate before it ends, and within this time. */
  boolean reachesGateWithin(Duration limit) {
    CompletableFuture<Boolean> ended = process.exit().thenApply(code -> false);
    return within(limit, gate.reached().thenApply(write -> true).applyToEither(ended, is -> is))
        .orElse(false);
  }

  private static <T> Optional<T> within(Duration limit, CompletableFuture<T> future) {
    try {
      return Optional.of(future.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException late) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a task cannot be watched", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a task runs", e);
    }
  }

  /** Sends SIGTERM. */
  void terminate() {
    ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy);
  }

  /** Sends SIGKILL and waits for the end. */
  void kill() {
    process.kill().join();
  }

  /** The writes that were forwarded, in their order. */
  List<BucketWrite> writes() {
    return List.copyOf(writes);
  }

  /** Ends the task, if it still runs; a write that waits is dropped. */
  @Override
  public void close() {
    kill();
    gate.drop();
    tap.close();
  }
}
