package dev.errand.local.stage;

/**
 * How a stage differs from AWS for the sake of a test.
 *
 * @param waits what retry delays, Wait states and the time between two runs of a schedule are
 *     multiplied by
 * @param losesEvents whether status events get lost, come twice or late
 */
public record TestSettings(double waits, boolean losesEvents) {

  /** It does not. */
  public static final TestSettings NONE = new TestSettings(1, false);
}
