package dev.errand.local.stage;

/**
 * How a stage differs from AWS in a test.
 *
 * @param delayFactor the delays before retries, the waits of Wait states and the time between two
 *     runs of a schedule are multiplied by it
 * @param losesEvents whether status events are lost, repeated and delayed
 */
public record TestSettings(double delayFactor, boolean losesEvents) {

  /** No difference. */
  public static final TestSettings NONE = new TestSettings(1, false);
}
