package dev.errand.states;

import java.util.Optional;

/**
 * On which terms the iterations of a Map state run.
 *
 * @param maxConcurrency how many at once; 0 for all
 * @param run the name of the Map Run, if it is distributed
 * @param toleratedCount how many iterations may fail
 * @param toleratedPercentage of all iterations
 */
record MapTerms(
    int maxConcurrency, Optional<String> run, int toleratedCount, double toleratedPercentage) {

  static final MapTerms NONE = new MapTerms(0, Optional.empty(), 0, 0);

  boolean isDistributed() {
    return run.isPresent();
  }

  /** The larger of the two bounds counts: a failure within either of them is tolerated. */
  boolean tolerates(int failures, int all) {
    return failures <= toleratedCount || failures * 100.0 <= toleratedPercentage * all;
  }
}
