package dev.errand.worker.job;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.errand.core.Filter;
import dev.errand.worker.page.Bytes;
import dev.errand.worker.store.Store;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the checkpoint of a report as one object, so that it is replaced as a whole: a line of
 * JSON, then the bytes of CSV that no part holds yet.
 */
final class Checkpoints {

  /** Changes when a worker could not go on from what another version has written. */
  private static final int SCHEMA_VERSION = 3;

  private static final String TYPE = "application/octet-stream";

  private final Store store;
  private final String key;
  private final String request;
  private final Filter filter;
  private boolean present;

  Checkpoints(Store store, String key, Filter filter, String request) {
    this.store = store;
    this.key = key;
    this.filter = filter;
    this.request = request;
  }

  /** The checkpoint to go on from; empty if there is none, or only one of another request. */
  Optional<Checkpoint> load() throws IOException {
    Optional<byte[]> saved = store.get(key);
    if (saved.isEmpty() || saved.get().length == 0) {
      return Optional.empty();
    }
    present = true;
    byte[] bytes = saved.get();
    int line = 0;
    while (line < bytes.length && bytes[line] != '\n') {
      line++;
    }
    Map<String, Object> json = JSON.std.mapFrom(Arrays.copyOf(bytes, line));
    if (!Integer.valueOf(SCHEMA_VERSION).equals(json.get("schema_version"))
        || !request.equals(json.get("request"))) {
      return Optional.empty();
    }
    Bytes tail = new Bytes(0);
    tail.append(bytes, Math.min(line + 1, bytes.length), bytes.length);
    return Optional.of(CheckpointJson.read(json, tail, filter));
  }

  /**
   * Empties the checkpoint, if there is one: the next attempt begins again. What was read of the
   * records is then no longer in it.
   */
  void discard() throws IOException {
    if (present) {
      store.put(key, new byte[0], 0, TYPE);
      present = false;
    }
  }

  void save(Checkpoint checkpoint) throws IOException {
    Map<String, Object> json = CheckpointJson.write(checkpoint);
    json.put("schema_version", SCHEMA_VERSION);
    json.put("request", request);
    byte[] line = JSON.std.asBytes(json);
    Bytes tail = checkpoint.csv().tail();
    Bytes bytes = new Bytes(line.length + 1 + tail.length());
    bytes.append(line);
    bytes.append(new byte[] {'\n'});
    bytes.append(tail.array(), 0, tail.length());
    store.put(key, bytes.array(), bytes.length(), TYPE);
    present = true;
  }
}
