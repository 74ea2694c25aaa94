package dev.errand.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errand.core.Attempt;
import dev.errand.core.ExecutionId;
import dev.errand.core.Filter;
import dev.errand.core.Format;
import dev.errand.core.RecordsRequest;
import dev.errand.core.ReportId;
import dev.errand.worker.job.Job;
import dev.errand.worker.job.RecordsReport;
import dev.errand.worker.job.RecordsType;
import dev.errand.worker.job.StopSignal;
import dev.errand.worker.progress.Progress;
import dev.errand.worker.progress.ProgressListener;
import dev.errand.worker.records.ApiSecret;
import dev.errand.worker.records.Authentication;
import dev.errand.worker.records.PageClient;
import dev.errand.worker.records.Proxies;
import dev.errand.worker.records.RecordsApiSettings;
import dev.errand.worker.store.BucketStore;
import dev.errand.worker.store.Store;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A task that ends while it finishes its report: before or after each request to the bucket. Seeded
 * faults: without the checkpoint before the CSV is completed, the next attempt reads all pages
 * again; without the key of the CSV in the checkpoint, it uses the wrong key for the upload.
 */
class FinishingIT {

  private static final ReportId REPORT = new ReportId("01JZZZZZZZZZZZZZZZZZZZZZZZ");
  private static final Set<String> WRITES =
      Set.of("put", "beginUpload", "uploadPart", "completeUpload", "abortUploads");

  /** Whether the task ends before or after the request. */
  enum Moment {
    BEFORE,
    AFTER
  }

  /** Simulates the end of the task. No request follows it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @TempDir static Path data;

  private static AwsFixture aws;
  private static SlowRecordsApi recordsApi;

  @BeforeAll
  static void start() throws Exception {
    aws = new AwsFixture(data);
    recordsApi = new SlowRecordsApi();
  }

  @AfterAll
  static void stop() {
    recordsApi.close();
    aws.close();
  }

  @ParameterizedTest
  @EnumSource
  void theNextAttemptReadsNoPageAgain(Moment moment) {
    String bucket = "finishing-" + moment.name().toLowerCase(Locale.ROOT);
    aws.bucket(bucket);
    Store store = new BucketStore(aws.s3, bucket);
    assertThatThrownBy(() -> run(1, killing(store, "completeUpload", 1, moment)))
        .isInstanceOf(Killed.class);
    int read = recordsApi.requests();

    int kills = 0;
    while (true) {
      try {
        run(kills + 2, killing(store, "", kills + 1, moment));
        break;
      } catch (RuntimeException | Killed e) {
        assertThat(Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause))
            .hasAtLeastOneElementOfType(Killed.class);
        kills++;
      }
    }

    assertThat(recordsApi.requests()).isEqualTo(read);
    assertThat(kills).isGreaterThan(8);
    assertThat(aws.uploads(bucket)).isEmpty();
    assertThat(
            new String(
                aws.object(bucket, folder(kills + 2) + "manifest.json"), StandardCharsets.UTF_8))
        .contains(
            folder(1) + "report.csv",
            folder(kills + 2) + "report.xlsx",
            folder(kills + 2) + "report.html",
            folder(kills + 2) + "summary.json");
    assertThat(aws.object(bucket, "checkpoints/" + REPORT + "/checkpoint")).isEmpty();
  }

  /**
   * A superseded task may still upload a part. Seeded fault: {@code InvalidPart} handled like any
   * other error fails the report.
   */
  @Test
  void writesTheFileAgainIfAnotherTaskReplacedAPartOfItsUpload() throws Exception {
    aws.bucket("overwritten");
    Store store = new BucketStore(aws.s3, "overwritten");
    byte[] other = new byte[8 << 20];
    boolean[] overwritten = {false};

    run(
        1,
        intercepted(
            store,
            (method, arguments) -> {
              if (method.equals("completeUpload") && !overwritten[0]) {
                overwritten[0] = true;
                store.uploadPart(
                    (String) arguments[0], (String) arguments[1], 1, 0, other, other.length);
              }
            }));

    JsonNode csv =
        new ObjectMapper()
            .readTree(aws.object("overwritten", folder(1) + "manifest.json"))
            .at("/artifacts/0");
    byte[] written = aws.object("overwritten", csv.get("key").textValue());
    assertThat(overwritten[0]).isTrue();
    assertThat(new String(written, 0, 3, StandardCharsets.UTF_8)).isEqualTo("id,");
    assertThat(csv.get("size_bytes").intValue()).isEqualTo(written.length);
    assertThat(csv.get("sha256").textValue()).isEqualTo(AwsFixture.sha256(written));
  }

  private static String folder(int attempt) {
    return "reports/" + REPORT + "/" + attempt + "-" + attempt + "/";
  }

  /** Runs before a call of a store. */
  private interface Before {
    void call(String method, Object[] arguments) throws IOException;
  }

  private static Store intercepted(Store store, Before before) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, called, arguments) -> {
              before.call(called.getName(), arguments);
              try {
                return called.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** A store whose task ends with one of its writes. */
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

  private static void run(int attempt, Store store) {
    Filter filter =
        new Filter(
            UUID.fromString(SlowRecordsApi.CLIENT),
            LocalDate.of(2021, 1, 1),
            LocalDate.of(2021, 12, 31),
            Optional.empty());
    Clock clock = Clock.systemUTC();
    try (Progress progress =
        new Progress(() -> snapshot -> {}, ProgressListener.NONE, e -> {}, clock)) {
      new Job(
              RecordsReport.of(
                  new RecordsRequest(filter, Optional.empty(), EnumSet.allOf(Format.class)),
                  RecordsType.withPageSize(2000),
                  recordsApi.endpoint()),
              new ExecutionId(new Attempt(REPORT, attempt), Instant.ofEpochSecond(attempt)),
              store,
              new PageClient(
                  new RecordsApiSettings(
                      recordsApi.endpoint(),
                      Authentication.bearer(ApiSecret.fixed("token")),
                      3,
                      2000,
                      OptionalInt.empty(),
                      Proxies.NONE,
                      RecordsApiSettings.LIMITS),
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
