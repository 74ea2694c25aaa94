package dev.errand.local.stepfunctions;

import dev.errand.local.awsjson.AwsError;
import java.util.regex.Pattern;

/**
 * The rule for names.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html">StartExecution</a>
 */
final class ExecutionName {

  private static final Pattern RULE =
      Pattern.compile("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cc}\\x7f-\\x9f]{1,80}");

  private ExecutionName() {}

  static void check(String name) {
    if (!RULE.matcher(name).matches()) {
      throw new AwsError("InvalidName", "Invalid Name: '%s'".formatted(name));
    }
  }
}
