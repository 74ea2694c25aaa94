package dev.errand.cli.follow;

import dev.errand.cli.json.Json;
import java.util.List;

/** Receives the states of followed reports. */
public interface FollowListener {

  /** The reports after a poll. */
  void see(List<Json> reports);

  /** A call failed and is retried. */
  void retrying(String line);

  /** The last call: the reports in their final states. */
  void end(List<Json> reports);
}
