package dev.errand.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.core.Attempt;
import dev.errand.core.Filter;
import dev.errand.core.Format;
import dev.errand.core.ReportRequest;
import dev.errand.worker.job.Job;
import dev.errand.worker.job.StopSignal;
import dev.errand.worker.progress.Progress;
import dev.errand.worker.records.Pages;
import dev.errand.worker.records.RecordsApiSettings;
import dev.errand.worker.store.BucketStore;
import dev.errand.worker.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A task that ends while it finishes its report: at every call of the bucket, before or after the
 * bucket has done it. Seeded fault: without the checkpoint before the CSV is completed, the next
 * attempt reads all pages again.
 */
class FinishingIT {

  private static final Set<String> WRITES =
      Set.of("put", "beginUpload", "uploadPart", "completeUpload", "abortUploads");

  /** When the task ends: before the bucket has done a call, or after it. */
  enum Moment {
    BEFORE,
    AFTER
  }

  /** The end of the task: no call of the bucket is made after it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @TempDir static Path data;

  private static Cloud cloud;
  private static SlowRecordsApi recordsApi;

  @BeforeAll
  static void start() throws Exception {
    cloud = new Cloud(data);
    recordsApi = new SlowRecordsApi();
  }

  @AfterAll
  static void stop() {
    recordsApi.close();
    cloud.close();
  }

  @ParameterizedTest
  @EnumSource
  void theNextAttemptGoesOnWithoutReadingAPageAgain(Moment moment) {
    String bucket = "finishing-" + moment.name().toLowerCase(Locale.ROOT);
    cloud.bucket(bucket);
    Store store = new BucketStore(cloud.s3, bucket);
    assertThatThrownBy(() -> run(killing(store, "completeUpload", 1, moment)))
        .isInstanceOf(Killed.class);
    int read = recordsApi.requests();

    int kills = 0;
    while (true) {
      try {
        run(killing(store, "", kills + 1, moment));
        break;
      } catch (RuntimeException | Killed e) {
        assertThat(Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause))
            .hasAtLeastOneElementOfType(Killed.class);
        kills++;
      }
    }

    assertThat(recordsApi.requests()).isEqualTo(read);
    assertThat(kills).isGreaterThan(8);
    assertThat(cloud.uploads(bucket)).isEmpty();
    assertThat(
            new String(
                cloud.object(bucket, "reports/finishing/manifest.json"), StandardCharsets.UTF_8))
        .contains("report.csv", "report.xlsx", "report.html", "summary.json");
    assertThat(cloud.object(bucket, "checkpoints/finishing/checkpoint")).isEmpty();
  }

  /** A store under which the task ends with one of its writes. */
  private static Store killing(Store store, String method, int call, Moment moment) {
    int[] calls = {0};
    boolean[] killed = {false};
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, called, arguments) -> {
              boolean counts =
                  method.isEmpty()
                      ? WRITES.contains(called.getName())
                      : called.getName().equals(method);
              boolean last = counts && ++calls[0] == call;
              if (killed[0] || (last && moment == Moment.BEFORE)) {
                killed[0] = true;
                throw new Killed();
              }
              try {
                return called.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                if (last) {
                  killed[0] = true;
                }
              }
            });
  }

  private static void run(Store store) {
    Filter filter =
        new Filter(
            UUID.fromString(SlowRecordsApi.CLIENT),
            LocalDate.of(2021, 1, 1),
            LocalDate.of(2021, 12, 31),
            Optional.empty());
    Clock clock = Clock.systemUTC();
    try (Progress progress = new Progress(() -> snapshot -> {}, e -> {}, clock)) {
      new Job(
              new ReportRequest(filter, Optional.empty(), EnumSet.allOf(Format.class)),
              Attempt.fromExecutionName("finishing"),
              store,
              new Pages(
                  new RecordsApiSettings(
                      recordsApi.endpoint(), "token", 3, 2000, RecordsApiSettings.LIMITS),
                  warning -> {},
                  waiting -> {}),
              progress,
              new StopSignal(clock, Optional.empty()),
              Duration.ofHours(1),
              clock,
              message -> {})
          .run();
    }
  }
}
