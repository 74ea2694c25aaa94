package dev.errand.cli.follow;

import dev.errand.cli.json.Json;
import java.util.List;

/** Sees what becomes of reports. */
public interface Followed {

  /** All of them at one moment. */
  void see(List<Json> reports);

  /** Something went wrong that is tried again. */
  void trouble(String line);

  /** No more will come; this is how it ends. */
  void end(List<Json> reports);
}
