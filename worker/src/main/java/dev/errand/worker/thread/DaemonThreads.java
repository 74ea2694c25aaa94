package dev.errand.worker.thread;

import java.util.concurrent.ThreadFactory;

/**
 * Creates daemon threads, so that a blocked thread does not prevent the end of the process.
 *
 * @param name the name of the threads
 */
public record DaemonThreads(String name) implements ThreadFactory {

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
