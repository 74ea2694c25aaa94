package dev.errand.worker.job;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.errand.worker.page.Bytes;
import dev.errand.worker.store.Sha256;
import dev.errand.worker.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Stores the checkpoint of a report as one object, so that it is replaced atomically: a line with
 * the SHA-256 of the rest, a line of JSON, then the bytes of CSV that are in no uploaded part.
 */
final class CheckpointStore {

  /** Changes when a worker cannot continue from the checkpoint of another version. */
  private static final int SCHEMA_VERSION = 5;

  private static final byte[] LINE_END = {'\n'};
  private static final String TYPE = "application/octet-stream";

  private final Store store;
  private final String key;
  private final String request;
  private final Consumer<String> log;
  private boolean present;

  CheckpointStore(Store store, String key, String request, Consumer<String> log) {
    this.store = store;
    this.key = key;
    this.request = request;
    this.log = log;
  }

  /**
   * Returns the checkpoint; empty if there is none. A checkpoint that is damaged, of another
   * version or of another request is logged and not used. Whether its upload still exists is found
   * when that is continued.
   */
  Optional<Checkpoint> load() throws IOException {
    Optional<byte[]> saved = store.get(key);
    if (saved.isEmpty() || saved.get().length == 0) {
      return Optional.empty();
    }
    present = true;
    byte[] bytes = saved.get();
    int json = endOfLine(bytes, 0) + 1;
    if (json > bytes.length
        || !Arrays.equals(digest(bytes, json, bytes.length), Arrays.copyOf(bytes, json - 1))) {
      return unusable("is damaged");
    }
    int tail = endOfLine(bytes, json) + 1;
    return read(JSON.std.mapFrom(Arrays.copyOfRange(bytes, json, tail - 1)), bytes, tail);
  }

  private Optional<Checkpoint> read(Map<String, Object> json, byte[] bytes, int from) {
    if (!Integer.valueOf(SCHEMA_VERSION).equals(json.get("schema_version"))) {
      return unusable("was written by another version of the worker");
    }
    if (!request.equals(json.get("request"))) {
      return unusable("belongs to another request");
    }
    Bytes tail = new Bytes(0);
    tail.append(bytes, from, bytes.length);
    return Optional.of(CheckpointJson.read(json, tail));
  }

  private Optional<Checkpoint> unusable(String reason) {
    log.accept("The checkpoint %s: starting from the beginning".formatted(reason));
    return Optional.empty();
  }

  /**
   * Empties the checkpoint, if there is one, so that the next attempt starts from the beginning and
   * no records remain in it.
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
    Bytes bytes = new Bytes(Sha256.DIGITS + 1 + line.length + 1 + tail.length());
    bytes.append(new byte[Sha256.DIGITS]);
    bytes.append(LINE_END);
    bytes.append(line);
    bytes.append(LINE_END);
    bytes.append(tail.array(), 0, tail.length());
    byte[] digest = digest(bytes.array(), Sha256.DIGITS + 1, bytes.length());
    System.arraycopy(digest, 0, bytes.array(), 0, Sha256.DIGITS);
    store.put(key, bytes.array(), bytes.length(), TYPE);
    present = true;
  }

  private static int endOfLine(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  private static byte[] digest(byte[] bytes, int from, int to) {
    Sha256 sha256 = new Sha256();
    sha256.update(bytes, from, to - from);
    return sha256.hex().getBytes(StandardCharsets.US_ASCII);
  }
}
