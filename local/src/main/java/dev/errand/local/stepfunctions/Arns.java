package dev.errand.local.stepfunctions;

import dev.errand.local.Account;
import dev.errand.local.awsjson.AwsError;

/** The ARNs of Step Functions' resources in an account. */
record Arns(Account account) {

  String stateMachine(String name) {
    return arn("stateMachine") + name;
  }

  String execution(String stateMachineName, String name) {
    return arn("execution") + stateMachineName + ":" + name;
  }

  String activity(String name) {
    return arn("activity") + name;
  }

  String mapRun(String name) {
    return arn("mapRun") + name;
  }

  /**
   * A child execution's.
   *
   * @param label of its Map Run
   */
  String childExecution(String stateMachineName, String label, String name) {
    return execution(stateMachineName + "/" + label, name);
  }

  /** Refuses a text that is not an ARN of this kind, as StartExecution does. */
  static void check(String arn, String kind) {
    if (!arn.startsWith("arn:")) {
      throw new AwsError("InvalidArn", "Invalid Arn: 'Invalid ARN prefix: %s'".formatted(arn));
    }
    if (!arn.matches("arn:[^:\\s]+:states:[^:\\s]*:\\d{12}:" + kind + ":\\S+")) {
      throw new AwsError(
          "InvalidArn",
          "Invalid Arn: 'Resource type not valid in this context: %s'".formatted(kindOf(arn)));
    }
  }

  private static String kindOf(String arn) {
    String[] parts = arn.split(":", -1);
    return parts.length > 5 ? parts[5] : "";
  }

  private String arn(String kind) {
    return "arn:aws:states:%s:%s:%s:".formatted(account.region(), account.id(), kind);
  }
}
