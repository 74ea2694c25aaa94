package dev.errand.functions.snapstart;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Runs a function's code path repeatedly before Lambda takes the snapshot, so that its classes are
 * loaded and compiled in every environment that is restored from it.
 *
 * <p>The calls must write nothing: they read items that do not exist, send requests that a service
 * refuses, or go through a {@link PrimingHttpClient}. Nothing that they create may be used later,
 * since each restored environment would have the same. Where nothing takes snapshots, outside
 * SnapStart, they are never made. Source: AWS Lambda Developer Guide, "Improving startup
 * performance with Lambda SnapStart".
 */
public final class Priming implements Resource {

  /** Few enough for services that limit the rate of calls, such as Amazon ECS. */
  private static final int FEW_ROUNDS = 20;

  /** The runtime holds its resources weakly. */
  private static final List<Priming> HELD = new CopyOnWriteArrayList<>();

  private static volatile boolean running;

  private final int rounds;
  private final List<Runnable> calls;

  private Priming(int rounds, List<Runnable> calls) {
    this.rounds = rounds;
    this.calls = calls;
  }

  /** Registers calls, which are made 20 times before a snapshot. */
  public static void register(Runnable... calls) {
    register(FEW_ROUNDS, calls);
  }

  /**
   * Registers calls, which are made before a snapshot.
   *
   * @param rounds how often each is made. Code that ran less than some hundred times is still
   *     interpreted after the restore.
   */
  public static void register(int rounds, Runnable... calls) {
    Priming priming = new Priming(rounds, List.of(calls));
    HELD.add(priming);
    Core.getGlobalContext().register(priming);
  }

  /**
   * Whether priming calls are being made. A connection that is open now is closed by the restore.
   */
  public static boolean isRunning() {
    return running;
  }

  /** Makes the calls. A call that fails makes starts slower; it does not fail the deployment. */
  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    running = true;
    for (int round = 0; round < rounds; round++) {
      calls.forEach(Priming::make);
    }
    running = false;
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // nothing to do: the calls kept nothing
  }

  private static void make(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException refused) {
      LambdaRuntime.getLogger().log("priming: " + refused.getMessage() + "\n");
    }
  }
}
