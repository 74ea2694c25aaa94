package dev.errand.local.ecs;

import dev.errand.local.Account;
import dev.errand.local.awsjson.AwsError;
import dev.errand.local.container.Containers;
import dev.errand.local.container.ImageBuilds;
import dev.errand.local.process.ChildProcess;
import dev.errand.local.template.ClusterSpec;
import dev.errand.local.template.TaskDefinitionSpec;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks as child processes or containers, up to the limit for this machine; further ones wait
 * as {@code PROVISIONING} in the order of their requests.
 */
public final class Ecs implements AutoCloseable {

  /** How much time {@link #close} gives tasks to save their state. */
  public static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Ecs.class);
  private static final Duration ORPHANS_GRACE = Duration.ofSeconds(10);

  private final Settings settings;
  private final EcsResources resources;
  private final TaskFiles files;
  private final Launcher launcher;
  private final TaskDescription description;
  private final Map<String, RunningTask> running = new LinkedHashMap<>();
  private final Deque<RunningTask> queue = new ArrayDeque<>();
  private int busy;
  private boolean started;
  private boolean closed;

  private Ecs(Settings settings) {
    this.settings = settings;
    this.resources =
        new EcsResources(
            settings.clusters(),
            TaskDefinitions.deploy(
                settings.folder().resolve("task-definitions.json"), settings.taskDefinitions()));
    this.files = new TaskFiles(settings.folder());
    this.launcher = new Launcher(settings, files, new WorkerArchives());
    this.description = new TaskDescription(settings.account());
  }

  /**
   * How to run.
   *
   * @param folder where logs and the descriptions of stopped tasks are kept
   * @param images what the one container of each task definition runs
   * @param environment what every task gets besides its definition's, such as endpoints
   * @param secrets the value of a secret by its ARN
   * @param builds of the images of report types that have their own; if empty, their tasks run as
   *     processes
   * @param maxTasks how many run at once
   */
  public record Settings(
      Path folder,
      Account account,
      List<ClusterSpec> clusters,
      List<TaskDefinitionSpec> taskDefinitions,
      ContainerImages images,
      Map<String, String> environment,
      Function<String, Optional<String>> secrets,
      Optional<ImageBuilds> builds,
      int maxTasks) {

    /** All tasks run as processes. */
    public Settings(
        Path folder,
        Account account,
        List<ClusterSpec> clusters,
        List<TaskDefinitionSpec> taskDefinitions,
        ContainerImages images,
        Map<String, String> environment,
        Function<String, Optional<String>> secrets,
        int maxTasks) {
      this(
          folder,
          account,
          clusters,
          taskDefinitions,
          images,
          environment,
          secrets,
          Optional.empty(),
          maxTasks);
    }

    /** As many tasks at once as the machine has processors, but two at least. */
    public static int maxTasksHere() {
      return Math.max(2, Runtime.getRuntime().availableProcessors());
    }
  }

  /** Ends the tasks that a killed stage left behind. New ones wait until {@link #start()}. */
  public static Ecs open(Settings settings) {
    Ecs ecs = new Ecs(settings);
    ChildProcess.endOrphans(ecs.files.processes(), ORPHANS_GRACE);
    Containers.removeOrphans(ecs.files.processes());
    return ecs;
  }

  /**
   * Starts the tasks that wait, and from now on each new one. Before that, the stage needs the
   * processors for its own start: executions that continue after a kill request all of their tasks
   * at once.
   */
  public synchronized Ecs start() {
    started = true;
    startNext();
    return this;
  }

  EcsResources resources() {
    return resources;
  }

  TaskDescription description() {
    return description;
  }

  /** Runs a task; returns the one that has this id, if there is one. */
  synchronized AcceptedTask run(String id, RunTaskRequest request) {
    RunningTask known = running.get(id);
    if (known != null) {
      return known;
    }
    Optional<Task> stopped = files.stopped(id);
    if (stopped.isPresent()) {
      return new AcceptedTask.Stopped(stopped.get());
    }
    RunningTask task = new RunningTask(id, request, launcher, this::finish);
    running.put(id, task);
    queue.add(task);
    startNext();
    return task;
  }

  /**
   * Ends a task; one that has stopped stays as it is.
   *
   * @throws AwsError {@code InvalidParameterException} if there is no such task
   */
  Task stop(String id, String reason) {
    Optional<RunningTask> task = running(id);
    task.ifPresent(found -> found.stop("UserInitiated", reason));
    return task.map(RunningTask::task)
        .or(() -> files.stopped(id))
        .orElseThrow(
            () -> new AwsError("InvalidParameterException", "The referenced task was not found."));
  }

  /** The task of that id, running or stopped. */
  Optional<Task> task(String id) {
    return running(id).map(RunningTask::task).or(() -> files.stopped(id));
  }

  /** Those that have not stopped, oldest first. */
  synchronized Stream<Task> running() {
    return List.copyOf(running.values()).stream().map(RunningTask::task);
  }

  /** All of them, first those that have not stopped. */
  Stream<Task> tasks() {
    return Stream.concat(running(), files.allStopped().stream());
  }

  /** How many tasks have a process or a container. */
  public synchronized int processes() {
    return busy;
  }

  private synchronized Optional<RunningTask> running(String id) {
    return Optional.ofNullable(running.get(id));
  }

  private synchronized void startNext() {
    while (started && !closed && busy < settings.maxTasks() && !queue.isEmpty()) {
      busy++;
      queue.remove().start();
    }
  }

  private synchronized void finish(RunningTask task) {
    if (closed) {
      return;
    }
    if (!queue.remove(task)) {
      busy--;
    }
    if (trySave(task.task())) {
      running.remove(task.task().id());
    }
    startNext();
  }

  /** A task that cannot be saved stays in memory. */
  private boolean trySave(Task stopped) {
    try {
      files.save(stopped);
      return true;
    } catch (UncheckedIOException e) {
      LOG.error("the end of task {} cannot be saved", stopped.id(), e);
      return false;
    }
  }

  /**
   * Ends all tasks without recording that they stopped. When the folder is opened again and the
   * tasks are requested, they start again.
   */
  @Override
  public void close() {
    List<RunningTask> open;
    synchronized (this) {
      closed = true;
      open = List.copyOf(running.values());
    }
    open.parallelStream().forEach(task -> task.abandon(CLOSE_LIMIT));
  }
}
