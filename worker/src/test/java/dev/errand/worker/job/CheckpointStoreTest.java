package dev.errand.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.worker.records.ReadPosition;
import dev.errand.worker.store.FolderStore;
import dev.errand.worker.store.Sha256;
import dev.errand.worker.store.UploadState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A checkpoint that cannot be used is logged, or an operator would not know why a task starts over.
 */
class CheckpointStoreTest {

  private static final String KEY = "checkpoints/a-report/checkpoint";

  @TempDir private Path folder;
  private final List<String> log = new ArrayList<>();

  @Test
  void aCheckpointOfTheSameRequestIsLoaded() throws IOException {
    Checkpoint saved = checkpoint();
    store("a request").save(saved);

    assertThat(store("a request").load().map(Checkpoint::position)).contains(saved.position());
    assertThat(log).isEmpty();
  }

  @Test
  void aReportWithoutCheckpointLogsNothing() throws IOException {
    assertThat(store("a request").load()).isEmpty();
    assertThat(log).isEmpty();
  }

  @Test
  void aCheckpointOfAnotherRequestIsLoggedAndNotUsed() throws IOException {
    store("a request").save(checkpoint());

    assertThat(store("another request").load()).isEmpty();
    assertThat(log)
        .containsExactly("The checkpoint belongs to another request: starting from the beginning");
  }

  @Test
  void aCheckpointOfAnotherVersionIsLoggedAndNotUsed() throws IOException {
    byte[] json =
        "{\"schema_version\":4,\"request\":\"a request\"}\n".getBytes(StandardCharsets.UTF_8);
    Sha256 digest = new Sha256();
    digest.update(json, 0, json.length);
    byte[] bytes =
        (digest.hex() + "\n" + new String(json, StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8);
    new FolderStore(folder).put(KEY, bytes, bytes.length, "application/octet-stream");

    assertThat(store("a request").load()).isEmpty();
    assertThat(log)
        .containsExactly(
            "The checkpoint was written by another version of the worker: starting from the beginning");
  }

  private CheckpointStore store(String request) {
    return new CheckpointStore(new FolderStore(folder), KEY, request, log::add);
  }

  private static Checkpoint checkpoint() {
    return new Checkpoint(
        Map.of(),
        new ReadPosition(0, Optional.of("c1"), List.of("1"), 2),
        Map.of(),
        "report.csv",
        UploadState.NOTHING);
  }
}
