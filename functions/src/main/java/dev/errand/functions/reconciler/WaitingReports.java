package dev.errand.functions.reconciler;

import dev.errand.functions.admission.Admission;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Starts what waits for its turn, in case whoever should have done that was killed, or the limit
 * was raised.
 */
record WaitingReports(Admission admission) implements Concern {

  @Override
  public Iterator<Look> looks(Run run) {
    return new Iterator<>() {
      private boolean more = true;

      @Override
      public boolean hasNext() {
        return more;
      }

      @Override
      public Look next() {
        if (!more) {
          throw new NoSuchElementException();
        }
        more = false;
        return new Look(Map.of(), () -> more = admission.admitNext());
      }
    };
  }
}
