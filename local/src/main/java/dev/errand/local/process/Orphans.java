package dev.errand.local.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes that a killed stage left behind. They are not children of this JVM, so {@link
 * ProcessHandle#onExit} would notice their end only after 300 ms, and by one thread for each.
 */
record Orphans(List<ProcessHandle> processes) {

  private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(10);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

  /**
   * Ends all of them at the same time.
   *
   * @param grace how long they have between SIGTERM and SIGKILL; none if this thread is interrupted
   */
  void end(Duration grace) {
    processes.forEach(ProcessHandle::destroy);
    if (haveEndedWithin(grace)) {
      return;
    }
    processes.forEach(ProcessHandle::destroyForcibly);
    if (!haveEndedWithin(KILL_LIMIT)) {
      LOG.warn("processes of a killed stage still run, end them by kill -9: {}", running());
    }
  }

  private boolean haveEndedWithin(Duration limit) {
    long begun = System.nanoTime();
    while (!running().isEmpty()) {
      if (System.nanoTime() - begun > limit.toNanos() || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
    return true;
  }

  private List<Long> running() {
    return processes.stream().filter(ProcessHandle::isAlive).map(ProcessHandle::pid).toList();
  }
}
