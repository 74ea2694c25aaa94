package dev.errand.worker;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes several reports in one process. The JVM writes the AOT cache of the image from this
 * training run (JEP 514), so that it contains the classes of all of them. The image starts {@link
 * Main}.
 */
final class TrainingRun {

  private TrainingRun() {}

  /**
   * Runs the worker for each request and exits with the first exit code that is not 0.
   *
   * @param requests values of {@code REPORT_REQUEST}; the environment has the other variables
   */
  public static void main(String[] requests) {
    int last = requests.length - 1;
    for (int i = 0; i < last; i++) {
      int exitCode = new Main(environment(requests, i), Clock.systemUTC(), System.err).run();
      if (exitCode != 0) {
        System.exit(exitCode);
      }
    }
    Main.runIn(environment(requests, last));
  }

  private static Map<String, String> environment(String[] requests, int report) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("REPORT_REQUEST", requests[report]);
    environment.put("EXECUTION_NAME", "training-" + report);
    return environment;
  }
}
