package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What an execution does in the state that it is in.
 *
 * @param due when the call times out, the wait is over or the retry begins; {@code null} if never
 * @param resource what is called; {@code null} unless it calls
 * @param parameters what it is called with; {@code null} unless it calls
 * @param submitted whether the service has accepted the call
 */
record Phase(
    Activity activity, Instant due, String resource, JsonNode parameters, boolean submitted) {

  /** The kinds of it. */
  enum Activity {
    ENTERING,
    CALLING,
    SLEEPING,
    RETRYING
  }

  static final Phase ENTERING = new Phase(Activity.ENTERING, null, null, null, false);

  static Phase calling(String resource, JsonNode parameters, Instant due) {
    return new Phase(Activity.CALLING, due, resource, parameters, false);
  }

  static Phase sleeping(Instant due) {
    return new Phase(Activity.SLEEPING, due, null, null, false);
  }

  static Phase retrying(Instant due) {
    return new Phase(Activity.RETRYING, due, null, null, false);
  }

  Phase accepted() {
    return new Phase(activity, due, resource, parameters, true);
  }
}
