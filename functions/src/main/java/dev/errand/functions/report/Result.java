package dev.errand.functions.report;

import java.util.List;

/**
 * What a report that succeeded brought.
 *
 * @param rowCount how many records it covers; 0 is a result as well
 * @param artifacts its files
 */
public record Result(long rowCount, List<Artifact> artifacts) {
  public Result {
    artifacts = List.copyOf(artifacts);
  }
}
