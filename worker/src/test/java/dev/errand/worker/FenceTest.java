package dev.errand.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.progress.Progress;
import dev.errand.worker.progress.ProgressListener;
import dev.errand.worker.progress.ProgressSink;
import dev.errand.worker.progress.SupersededException;
import dev.errand.worker.store.FencedStore;
import dev.errand.worker.store.FolderStore;
import dev.errand.worker.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task after a later task of the report has started. */
class FenceTest {

  private static final byte[] BYTES = "later".getBytes(StandardCharsets.UTF_8);
  private static final String KEY = "checkpoints/a/checkpoint";

  @TempDir private Path folder;

  @Test
  void writesNothingAfterALaterTaskHasWrittenItsProgress() throws IOException {
    Store shared = new FolderStore(folder);
    AtomicReference<ProgressSink> table = new AtomicReference<>(snapshot -> {});
    try (Progress progress =
        new Progress(
            () -> snapshot -> table.get().write(snapshot),
            ProgressListener.NONE,
            e -> {},
            Clock.systemUTC())) {
      Store store = new FencedStore(shared, progress::confirm);
      String upload = store.beginUpload("reports/a/report.csv", "text/csv");
      shared.put(KEY, BYTES, BYTES.length, "text/plain");

      table.set(
          snapshot -> {
            throw new SupersededException();
          });

      assertSuperseded(() -> store.put(KEY, new byte[0], 0, "text/plain"));
      assertSuperseded(
          () -> store.uploadPart("reports/a/report.csv", upload, 1, 0, BYTES, BYTES.length));
      assertSuperseded(() -> store.completeUpload("reports/a/report.csv", upload, List.of()));
      assertSuperseded(() -> store.beginUpload("reports/a/report.csv", "text/csv"));
      assertSuperseded(() -> store.abortUploads("reports/a/", Optional.empty()));
      assertThat(store.get(KEY)).contains(BYTES);
      assertThat(store.size("reports/a/report.csv")).isEmpty();
    }
  }

  @Test
  void writesWhileProgressCannotBeWritten() throws IOException {
    try (Progress progress =
        new Progress(
            () ->
                snapshot -> {
                  throw new IllegalStateException("no table");
                },
            ProgressListener.NONE,
            e -> {},
            Clock.systemUTC())) {
      Store store = new FencedStore(new FolderStore(folder), progress::confirm);

      store.put(KEY, BYTES, BYTES.length, "text/plain");

      assertThat(store.get(KEY)).contains(BYTES);
    }
  }

  private static void assertSuperseded(ThrowingCallable write) {
    assertThatThrownBy(write)
        .isInstanceOfSatisfying(
            WorkerFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(FailureCode.SUPERSEDED));
  }
}
