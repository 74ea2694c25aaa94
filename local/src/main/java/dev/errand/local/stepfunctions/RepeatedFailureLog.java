package dev.errand.local.stepfunctions;

import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what fails for an execution and is tried again each second: the first of several equal
 * failures, and the success after them.
 */
final class RepeatedFailureLog {

  private static final Logger LOG = LoggerFactory.getLogger(RepeatedFailureLog.class);

  private final String executionArn;
  private final String what;
  private String last;

  /**
   * @param what fails, as the beginning of a sentence
   */
  RepeatedFailureLog(String executionArn, String what) {
    this.executionArn = executionArn;
    this.what = what;
  }

  void failed(RuntimeException fault) {
    if (fault.toString().equals(last)) {
      return;
    }
    last = fault.toString();
    if (fault instanceof UncheckedIOException) {
      LOG.error("{} and is tried again each second: {}: {}", what, executionArn, last);
    } else {
      LOG.error("{} and is tried again each second: {}", what, executionArn, fault);
    }
  }

  void succeeded() {
    if (last != null) {
      LOG.info("{} continues", executionArn);
      last = null;
    }
  }
}
