package dev.errand.functions.snapstart;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import java.util.List;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Goes a function's way once before Lambda takes the snapshot, so that its classes are loaded and
 * compiled in every environment that is restored from it.
 *
 * <p>The calls must write nothing: they read what is not there, or ask for what a service refuses.
 * None may make an id or anything else that has to be unique, since each restored environment would
 * have the same. Where nothing takes snapshots, outside SnapStart, they are never made. Source: AWS
 * Lambda Developer Guide, "Improving startup performance with Lambda SnapStart".
 */
public final class Priming implements Resource {

  private final List<Runnable> calls;

  private Priming(List<Runnable> calls) {
    this.calls = calls;
  }

  /**
   * Has the calls made before a snapshot.
   *
   * @return to be kept in a field for as long as the function lives, as the runtime holds it weakly
   */
  public static Priming with(Runnable... calls) {
    Priming priming = new Priming(List.of(calls));
    Core.getGlobalContext().register(priming);
    return priming;
  }

  /** A call that fails leaves a slower start behind, which is no reason to refuse a deployment. */
  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    calls.forEach(Priming::make);
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // nothing was kept that a restored environment could not use
  }

  private static void make(Runnable call) {
    try {
      call.run();
    } catch (AwsServiceException refused) {
      log("was refused as expected: " + code(refused));
    } catch (RuntimeException fault) {
      log("failed: " + fault);
    }
  }

  private static String code(AwsServiceException refused) {
    return refused.awsErrorDetails() == null
        ? Integer.toString(refused.statusCode())
        : refused.awsErrorDetails().errorCode();
  }

  private static void log(String outcome) {
    LambdaRuntime.getLogger().log("a priming call " + outcome + "\n");
  }
}
