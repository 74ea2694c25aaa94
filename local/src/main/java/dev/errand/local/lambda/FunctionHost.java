package dev.errand.local.lambda;

import dev.errand.local.Checkout;
import dev.errand.local.lambda.Invocation.TooLarge;
import dev.errand.local.template.FunctionSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs functions. */
public final class FunctionHost implements FunctionInvoker, AutoCloseable {

  /** Lambda's limit for an event and for a response: 6 MB and a little. */
  public static final int MAX_EVENT_BYTES = 6_291_556;

  private static final int SECONDS_BETWEEN_RECLAIMS = 30;

  private final Map<String, FunctionPool> pools;
  private final ExecutorService executor;
  private final ScheduledExecutorService clock;

  private FunctionHost(
      Map<String, FunctionPool> pools, ExecutorService executor, ScheduledExecutorService clock) {
    this.pools = pools;
    this.executor = executor;
    this.clock = clock;
  }

  /**
   * Unpacks the functions' packages and begins to start one environment for each of those that are
   * to be warm; the others start with their first event.
   *
   * @param data takes the unpacked packages under {@code functions}, the output of each function in
   *     {@code logs/LOGICAL_ID.log}, and the records by which processes of a killed stage are ended
   *     under {@code processes}
   * @param warm the logical ids of those that have an environment before their first event
   * @param environment variables that every function gets besides its own, which take precedence
   * @throws IllegalStateException if a package is not built or the system cannot run it, and what
   *     to do
   */
  public static FunctionHost start(
      Checkout checkout,
      Path data,
      List<FunctionSpec> functions,
      Set<String> warm,
      Map<String, String> environment) {
    requireLinux();
    ThreadFactory daemons =
        task -> {
          Thread thread = new Thread(task, "lambda");
          thread.setDaemon(true);
          return thread;
        };
    ExecutorService executor = Executors.newCachedThreadPool(daemons);
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(daemons);
    FunctionCode code = new FunctionCode(data.resolve("functions"));
    code.keepOnly(
        functions.stream()
            .map(function -> code.unpack(function.code()))
            .collect(Collectors.toSet()));
    EnvironmentStarter starter =
        new EnvironmentStarter(
            checkout.lambdaRuntime(),
            NativeLibrary.option(checkout.lambdaRuntime(), data.resolve("functions")),
            code,
            new FunctionArchives(checkout.lambdaRuntime()),
            data.resolve("logs"),
            data.resolve("processes"),
            new FunctionVariables(environment, checkout.lambdaRuntime()),
            executor,
            clock);
    Map<String, FunctionPool> pools = new LinkedHashMap<>();
    functions.forEach(
        function -> pools.put(function.logicalId(), new FunctionPool(function, starter)));
    FunctionHost host = new FunctionHost(pools, executor, clock);
    var unused =
        clock.scheduleWithFixedDelay(
            host::reclaim, SECONDS_BETWEEN_RECLAIMS, SECONDS_BETWEEN_RECLAIMS, TimeUnit.SECONDS);
    warm.forEach(function -> pools.get(function).warm());
    return host;
  }

  @Override
  public CompletableFuture<Invocation> invoke(String logicalId, byte[] event) {
    FunctionPool pool = pools.get(logicalId);
    if (pool == null) {
      throw new IllegalArgumentException("there is no function " + logicalId);
    }
    return event.length > MAX_EVENT_BYTES
        ? CompletableFuture.completedFuture(new TooLarge())
        : pool.invoke(event);
  }

  private void reclaim() {
    Instant now = Instant.now();
    pools.values().forEach(pool -> pool.reclaim(now));
  }

  private static void requireLinux() {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
      throw new IllegalStateException(
          "AWS's Lambda runtime interface client runs on Linux only: start the stage in a Linux"
              + " container, a virtual machine or WSL");
    }
  }

  /** Ends every environment; invocations that still wait are refused. */
  @Override
  public void close() {
    clock.shutdownNow();
    CompletableFuture.allOf(
            pools.values().stream().map(FunctionPool::close).toArray(CompletableFuture<?>[]::new))
        .join();
    executor.shutdownNow();
  }
}
