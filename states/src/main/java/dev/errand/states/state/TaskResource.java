package dev.errand.states.state;

/**
 * What a Task state names as its {@code Resource}.
 *
 * @param type such as {@code lambda}; {@code activity} for an activity
 * @param action such as {@code invoke}, with its suffix
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html">service
 *     integration patterns</a>
 */
public record TaskResource(String arn, Kind kind, String type, String action) {

  /** The forms of a resource; a Map Run is what a distributed Map state waits for. */
  public enum Kind {
    FUNCTION,
    ACTIVITY,
    SERVICE,
    MAP_RUN
  }

  private static final String INTEGRATION = "arn:aws:states:::";

  public static TaskResource of(String arn) {
    if (arn.startsWith(INTEGRATION)) {
      String service = arn.substring(INTEGRATION.length());
      int colon = service.lastIndexOf(':');
      String type = service.substring(0, Math.max(0, colon));
      String action = service.substring(colon + 1);
      return new TaskResource(arn, Kind.SERVICE, type, action);
    }
    if (arn.contains(":mapRun:")) {
      return new TaskResource(arn, Kind.MAP_RUN, "mapRun", "");
    }
    return arn.contains(":activity:")
        ? new TaskResource(arn, Kind.ACTIVITY, "activity", "")
        : new TaskResource(arn, Kind.FUNCTION, "lambda", "");
  }

  public boolean waitsForTaskToken() {
    return action.endsWith(".waitForTaskToken");
  }

  /** Whether a context object has a task token for it. */
  public boolean hasTaskToken() {
    return waitsForTaskToken();
  }

  /** Whether the service's answer to the request is not yet the result. */
  public boolean isSubmitted() {
    return waitsForTaskToken() || action.contains(".sync");
  }
}
