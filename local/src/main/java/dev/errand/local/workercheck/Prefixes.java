package dev.errand.local.workercheck;

import java.util.Map;

/**
 * Where a task may write in the bucket.
 *
 * @param artifacts the folder of the files of reports
 * @param checkpoints the folder of checkpoints
 */
record Prefixes(String artifacts, String checkpoints) {

  /** Those of a task with these variables. */
  static Prefixes of(Map<String, String> environment) {
    return new Prefixes(
        environment.getOrDefault("ARTIFACTS_FOLDER", "reports"),
        environment.getOrDefault("CHECKPOINTS_FOLDER", "checkpoints"));
  }

  /** The key of the manifest of {@link Scenario#EXECUTION}. */
  String manifest() {
    return "%s/%s/manifest.json".formatted(artifacts, Scenario.EXECUTION.folder());
  }

  /** Whether a key is that of a file of the report. */
  boolean isFile(String key) {
    return key.startsWith(ofReport(artifacts));
  }

  /** Whether a task may write to a key. */
  boolean contains(String key) {
    return isFile(key) || key.startsWith(ofReport(checkpoints));
  }

  private static String ofReport(String folder) {
    return "%s/%s/".formatted(folder, Scenario.EXECUTION.attempt().reportId().folder());
  }
}
