package dev.errand.local.workercheck;

/**
 * The result of checking a rule.
 *
 * @param seen what the task did; at most 200 characters are kept
 */
public record Finding(Rule rule, boolean holds, String seen) {

  private static final int MAX_SEEN = 200;

  public Finding {
    seen = seen.length() <= MAX_SEEN ? seen : seen.substring(0, MAX_SEEN - 1) + "…";
  }

  /** Whether the command is no worker because of it. */
  public boolean isFailure() {
    return !holds && rule.isMandatory();
  }
}
