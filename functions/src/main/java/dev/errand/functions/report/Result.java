package dev.errand.functions.report;

import java.util.List;

/**
 * The result of a report that succeeded.
 *
 * @param rowCount how many records it covers; 0 is a result as well
 * @param artifacts its files
 */
public record Result(long rowCount, List<Artifact> artifacts) {
  public Result {
    artifacts = List.copyOf(artifacts);
  }
}
