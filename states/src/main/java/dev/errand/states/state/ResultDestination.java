package dev.errand.states.state;

import java.util.Optional;

/**
 * Where the results of a Map Run go, and in what form.
 *
 * @param bucket of the files; empty if the results are the state's result
 * @param prefix of the files' keys
 */
public record ResultDestination(
    Optional<String> bucket, String prefix, Transformation transformation, OutputType outputType) {

  /** What of each child execution is a result. */
  public enum Transformation {
    /** Its output together with what DescribeExecution returns. */
    NONE,
    /** Its output. */
    COMPACT,
    /** Its output; of an array, the elements. */
    FLATTEN
  }

  /** The format of the files. */
  public enum OutputType {
    JSON,
    JSONL
  }

  /** The results as the state's result, without a {@code ResultWriter}. */
  public static final ResultDestination STATE =
      new ResultDestination(Optional.empty(), "", Transformation.COMPACT, OutputType.JSON);
}
