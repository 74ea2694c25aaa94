package dev.errand.functions.testing;

import dev.errand.functions.testing.KillableExecutions.Kill;
import dev.errand.functions.testing.KillableExecutions.Killed;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Kills a function right before or right after any of the calls that it makes to services. */
public final class KillSwitch {

  private Kill kill = Kill.NEVER;
  private int callsBefore;

  /**
   * Arms the switch.
   *
   * @param calls so many calls the function still makes before the one that it is killed at
   */
  public void arm(Kill when, int calls) {
    kill = when;
    callsBefore = calls;
  }

  /** A service whose calls this switch counts. */
  public <T> T around(Class<T> type, T service) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call(service, method, arguments)));
  }

  private Object call(Object service, Method method, Object[] arguments) throws Throwable {
    Kill when = callsBefore-- == 0 ? kill : Kill.NEVER;
    if (when == Kill.BEFORE_THE_NEXT_CALL) {
      throw new Killed();
    }
    Object answer;
    try {
      answer = method.invoke(service, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (when == Kill.AFTER_THE_NEXT_CALL) {
      throw new Killed();
    }
    return answer;
  }
}
