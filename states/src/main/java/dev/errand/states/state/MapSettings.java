package dev.errand.states.state;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The evaluated limits of a Map state.
 *
 * @param maxConcurrency how many at once; 0 for all
 * @param toleratedCount how many child executions of a Map Run may fail
 * @param toleratedPercentage of all child executions of a Map Run
 */
@JsonIgnoreProperties("run")
public record MapSettings(int maxConcurrency, int toleratedCount, double toleratedPercentage) {

  /** Without a limit. */
  public static final MapSettings NONE = new MapSettings(0, 0, 0);

  /** The larger of the two bounds counts: a failure within either of them is tolerated. */
  public boolean tolerates(int failures, int all) {
    return failures <= toleratedCount || failures * 100.0 <= toleratedPercentage * all;
  }
}
