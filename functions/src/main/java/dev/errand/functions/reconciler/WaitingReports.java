package dev.errand.functions.reconciler;

import dev.errand.functions.tasklimit.TaskScheduler;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Starts reports that wait for a task slot, in case the function that should have started them was
 * killed, or the limit was raised.
 */
record WaitingReports(TaskScheduler scheduler) implements CheckSource {

  @Override
  public Iterator<Check> checks(Run run) {
    return new Iterator<>() {
      private boolean more = true;

      @Override
      public boolean hasNext() {
        return more;
      }

      @Override
      public Check next() {
        if (!more) {
          throw new NoSuchElementException();
        }
        more = false;
        return new Check(Map.of(), () -> more = scheduler.startNext());
      }
    };
  }
}
