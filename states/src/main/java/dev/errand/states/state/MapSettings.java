package dev.errand.states.state;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * The evaluated limits of a Map state.
 *
 * @param maxConcurrency how many at once; 0 for all
 * @param mapRunName the name of the Map Run, if it is distributed
 * @param toleratedCount how many iterations may fail
 * @param toleratedPercentage of all iterations
 */
public record MapSettings(
    int maxConcurrency,
    @JsonProperty("run") Optional<String> mapRunName,
    int toleratedCount,
    double toleratedPercentage) {

  /** Without a limit. */
  public static final MapSettings NONE = new MapSettings(0, Optional.empty(), 0, 0);

  public boolean isDistributed() {
    return mapRunName.isPresent();
  }

  /** The larger of the two bounds counts: a failure within either of them is tolerated. */
  public boolean tolerates(int failures, int all) {
    return failures <= toleratedCount || failures * 100.0 <= toleratedPercentage * all;
  }
}
