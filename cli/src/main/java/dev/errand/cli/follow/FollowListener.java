package dev.errand.cli.follow;

import dev.errand.cli.json.Json;
import java.util.List;

/** Receives the states of followed reports. */
public interface FollowListener {

  /** The reports after a poll. */
  void onPoll(List<Json> reports);

  /** A call failed and is retried. */
  void onRetry(String line);

  /** The last call: the reports in their final states. */
  void onFinished(List<Json> reports);
}
