package dev.errand.worker.job;

import static dev.errand.worker.job.ScriptedRecordsApi.drip;
import static dev.errand.worker.job.ScriptedRecordsApi.incomplete;
import static dev.errand.worker.job.ScriptedRecordsApi.notHttp;
import static dev.errand.worker.job.ScriptedRecordsApi.page;
import static dev.errand.worker.job.ScriptedRecordsApi.reset;
import static dev.errand.worker.job.ScriptedRecordsApi.silence;
import static dev.errand.worker.job.ScriptedRecordsApi.status;
import static dev.errand.worker.job.ScriptedRecordsApi.truncated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.core.Attempt;
import dev.errand.core.ExecutionId;
import dev.errand.core.FailureCode;
import dev.errand.core.Filter;
import dev.errand.core.Format;
import dev.errand.core.RecordsRequest;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.job.ScriptedRecordsApi.Reply;
import dev.errand.worker.progress.Progress;
import dev.errand.worker.progress.ProgressListener;
import dev.errand.worker.records.ApiSecret;
import dev.errand.worker.records.Authentication;
import dev.errand.worker.records.PageClient;
import dev.errand.worker.records.PendingRetry;
import dev.errand.worker.records.Proxies;
import dev.errand.worker.records.RecordsApiSettings;
import dev.errand.worker.records.Retries;
import dev.errand.worker.records.RetryPolicy;
import dev.errand.worker.records.SecretFormat;
import dev.errand.worker.store.FolderStore;
import dev.errand.worker.tally.ColumnTotals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of the records API: the report is correct, or it fails with the code of the fault. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class MisbehavingRecordsApiTest {

  private static final UUID CLIENT = UUID.fromString("1266cd5a-1dfa-44f2-83ca-534c30b38555");
  private static final ExecutionId EXECUTION =
      new ExecutionId(Attempt.fromExecutionName("a-report"), Instant.parse("2026-11-24T10:00:00Z"));
  private static final String TOKEN = "a-secret-token";
  private static final String FIRST = json("\"c1\"", 4, 1, 2);
  private static final String LONG_CURSOR = json('"' + "c".repeat(1001) + '"', 4, 1, 2);
  private static final String SECOND = json("null", 4, 3, 4);

  @TempDir Path folder;

  /** The values of the secret, one for each time that it is read. */
  private final Deque<String> secrets = new ArrayDeque<>();

  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final List<Retries> retries = new CopyOnWriteArrayList<>();

  @Test
  void readsAllPages() throws Exception {
    try (ScriptedRecordsApi api = api(page(FIRST), page(SECOND))) {
      assertThat(idsOfReport(api)).containsExactly("1", "2", "3", "4");
      assertThat(api.requests().get(1)).contains("&cursor=c1 ");
    }
  }

  static Stream<Reply> temporaryFaults() {
    return Stream.of(
        status(429, "", ""),
        status(429, "Retry-After: 0\r\n", ""),
        status(429, "Retry-After: " + httpDate(Instant.now()) + "\r\n", ""),
        status(429, "Retry-After: soon\r\n", ""),
        status(500, "", "{\"title\":\"oops\"}"),
        status(502, "", "<html>"),
        status(503, "Retry-After: 1\r\n", ""),
        status(408, "", ""),
        reset(),
        incomplete(SECOND),
        truncated(SECOND),
        silence(),
        drip(),
        notHttp(),
        page(""),
        page("[]"),
        page("{\"records\":[],\"total\":4}"),
        page(json("null", 4, 3, 4).replace("\"total\":4", "\"total\":\"four\"")),
        page(FIRST));
  }

  @ParameterizedTest
  @MethodSource("temporaryFaults")
  void aTemporaryFaultDoesNotChangeTheReport(Reply fault) throws Exception {
    try (ScriptedRecordsApi api = api(page(FIRST), fault, page(SECOND))) {
      assertThat(idsOfReport(api)).containsExactly("1", "2", "3", "4");
      assertThat(api.requests().get(2)).isEqualTo(api.requests().get(1));
    }
  }

  @Test
  void waitsForTheRetryAfterOfTheApi() throws Exception {
    try (ScriptedRecordsApi api =
        api(page(FIRST), status(503, "Retry-After: 1\r\n", ""), page(SECOND))) {
      Instant start = Instant.now();
      assertThat(idsOfReport(api)).hasSize(4);
      assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void rejectsARetryAfterOfHours() throws Exception {
    try (ScriptedRecordsApi api = api(status(503, "Retry-After: 86400\r\n", ""))) {
      failsWith(FailureCode.RECORDS_API_UNAVAILABLE, api).hasMessageContaining("86400 s");
    }
  }

  @Test
  void failsIfAllTriesFail() throws Exception {
    Reply failure = status(500, "", "");
    try (ScriptedRecordsApi api = api(page(FIRST), failure, failure, failure, failure, failure)) {
      failsWith(FailureCode.RECORDS_API_UNAVAILABLE, api)
          .hasMessageContaining("failed 5 times; last: answered 500");
      assertThat(api.requests()).hasSize(6);
    }
  }

  @Test
  void failsIfTheApiIsUnreachable() throws Exception {
    ScriptedRecordsApi api = api();
    api.close();
    failsWith(FailureCode.RECORDS_API_UNAVAILABLE, api).hasMessageContaining("connection refused");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410, 422})
  void anErrorFailsAtOnceWithTheDetailOfTheApiButWithoutTheToken(int status) throws Exception {
    String problem = "{\"title\":\"No.\",\"detail\":\"Not with the token %s.\"}".formatted(TOKEN);
    try (ScriptedRecordsApi api = api(status(status, "", problem))) {
      failsWith(FailureCode.RECORDS_API_REFUSED, api)
          .hasMessageContaining("status %d: Not with the token ***.".formatted(status));
      assertThat(api.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "<html>",
        "[]",
        "null",
        "7",
        "{\"detail\":{},\"title\":null}",
        "{\"detail"
      })
  void anErrorWithoutProblemDetailsFailsAtOnce(String body) throws Exception {
    try (ScriptedRecordsApi api = api(status(403, "", body))) {
      failsWith(FailureCode.RECORDS_API_REFUSED, api).hasMessageEndingWith("status 403.");
      assertThat(api.requests()).hasSize(1);
    }
  }

  @Test
  void aLongErrorIsTruncated() throws Exception {
    String problem = "{\"detail\":\"%s\"}".formatted("x".repeat(10_000));
    try (ScriptedRecordsApi api = api(status(400, "", problem))) {
      failsWith(FailureCode.RECORDS_API_REFUSED, api)
          .satisfies(e -> assertThat(e.getMessage().length()).isLessThanOrEqualTo(500));
    }
  }

  @Test
  void doesNotSendTheTokenToTheTargetOfARedirect() throws Exception {
    try (ScriptedRecordsApi elsewhere = api(page(SECOND));
        ScriptedRecordsApi api =
            api(status(302, "Location: %s\r\n".formatted(elsewhere.endpoint()), ""))) {
      failsWith(FailureCode.RECORDS_API_REFUSED, api).hasMessageContaining("redirect");
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  static Stream<List<Reply>> inconsistencies() {
    String otherClient = SECOND.replace(CLIENT.toString(), new UUID(1, 2).toString());
    return Stream.of(
        List.of(page(FIRST), page(FIRST), page(FIRST), page(FIRST)),
        List.of(page(json("null", 3, 1, 2))),
        List.of(page(json("null", 1, 1, 2))),
        List.of(page(FIRST), page(json("null", 5, 3, 4))),
        List.of(
            page(json("null", 2, 2, 1)), page(json("null", 2, 2, 1)), page(json("null", 2, 2, 1))),
        List.of(
            page(json("null", 2, 1, 1)), page(json("null", 2, 1, 1)), page(json("null", 2, 1, 1))),
        List.of(page(FIRST), page(otherClient), page(otherClient), page(otherClient)),
        List.of(page(FIRST), page(json("\"c1\"", 4, 3))),
        List.of(page(LONG_CURSOR), page(LONG_CURSOR), page(LONG_CURSOR), page(SECOND)),
        List.of(status(204, "", "")),
        List.of(page("{\"records\":[" + " ".repeat(2 << 20))));
  }

  @ParameterizedTest
  @MethodSource("inconsistencies")
  void inconsistentRecordsFailTheReport(List<Reply> script) throws Exception {
    try (ScriptedRecordsApi api = api(script.toArray(Reply[]::new))) {
      failsWith(FailureCode.RECORDS_INCONSISTENT, api);
      assertThat(folder.resolve("reports/a-report/1-1795514400/manifest.json")).doesNotExist();
    }
  }

  @Test
  void tooManyStatusesFailTheReport() throws Exception {
    int inPage = 256;
    int pages = ColumnTotals.MAX_GROUPS / (2 * inPage) + 1;
    Reply[] script =
        IntStream.range(0, pages)
            .mapToObj(number -> page(statuses(number, inPage)))
            .toArray(Reply[]::new);
    try (ScriptedRecordsApi api = api(script)) {
      failsWith(FailureCode.RECORDS_INCONSISTENT, api)
          .hasMessageContaining("more than 50000 different values");
      assertThat(api.requests())
          .as("no more pages than are read ahead")
          .hasSizeBetween(pages, pages + 8);
    }
  }

  @Test
  void theNextAttemptAfterInconsistentRecordsStartsFromTheBeginning() throws Exception {
    try (ScriptedRecordsApi api =
        api(page(FIRST), page(json("null", 5, 3, 4)), page(FIRST), page(SECOND))) {
      failsWith(FailureCode.RECORDS_INCONSISTENT, api);
      assertThat(idsOfReport(api)).containsExactly("1", "2", "3", "4");
    }
  }

  @Test
  void theNextAttemptAfterAnUnavailableApiContinues() throws Exception {
    Reply failure = status(500, "", "");
    try (ScriptedRecordsApi api =
        api(page(FIRST), failure, failure, failure, failure, failure, page(SECOND))) {
      failsWith(FailureCode.RECORDS_API_UNAVAILABLE, api);
      assertThat(idsOfReport(api)).containsExactly("1", "2", "3", "4");
      assertThat(api.requests().get(6)).contains("cursor=c1");
    }
  }

  static Stream<UnaryOperator<byte[]>> damages() {
    return Stream.of(
        checkpoint -> "{\"schema_version\": 2".getBytes(StandardCharsets.UTF_8),
        checkpoint -> "\n\n".getBytes(StandardCharsets.UTF_8),
        checkpoint -> new byte[100],
        checkpoint -> Arrays.copyOf(checkpoint, checkpoint.length - 1),
        checkpoint -> {
          checkpoint[checkpoint.length - 3] ^= 1;
          return checkpoint;
        });
  }

  @ParameterizedTest
  @MethodSource("damages")
  void anAttemptWithADamagedCheckpointStartsFromTheBeginning(UnaryOperator<byte[]> damage)
      throws Exception {
    Path checkpoint = folder.resolve("checkpoints/a-report/checkpoint");
    Reply failure = status(500, "", "");
    try (ScriptedRecordsApi api =
        api(page(FIRST), failure, failure, failure, failure, failure, page(FIRST), page(SECOND))) {
      failsWith(FailureCode.RECORDS_API_UNAVAILABLE, api);
      Files.write(checkpoint, damage.apply(Files.readAllBytes(checkpoint)));
      log.clear();

      assertThat(idsOfReport(api)).containsExactly("1", "2", "3", "4");
      assertThat(log).contains("The checkpoint is damaged: starting from the beginning");
    }
  }

  @Test
  void theNextAttemptAfterResponsesThatAreNotJsonContinues() throws Exception {
    Reply maintenance = page("<html>We will be back soon</html>");
    try (ScriptedRecordsApi api =
        api(
            page(FIRST),
            maintenance,
            maintenance,
            truncated(SECOND),
            maintenance,
            maintenance,
            page(SECOND))) {
      failsWith(FailureCode.RECORDS_API_UNAVAILABLE, api).hasMessageContaining("failed 5 times");
      assertThat(idsOfReport(api)).containsExactly("1", "2", "3", "4");
      assertThat(api.requests().get(6)).contains("cursor=c1");
    }
  }

  /**
   * Seeded fault: tries that are counted over all faults and compared for equality with each limit.
   */
  @Test
  void theNumberOfTriesIsLimitedForAllKindsOfFaultsTogether() throws Exception {
    Reply failure = status(503, "", "");
    Reply invalidPage = page("[]");
    Reply[] script = Stream.generate(() -> failure).limit(60).toArray(Reply[]::new);
    script[4] = invalidPage;
    try (ScriptedRecordsApi api = api(script)) {
      failsWith(FailureCode.RECORDS_API_UNAVAILABLE, api);
      assertThat(api.requests()).hasSize(5);
    }
  }

  @Test
  void fieldsInAnotherOrderAndNumbersAreReadWithoutAWarning() throws Exception {
    String swapped = FIRST.replaceAll("(\"amount\":\"[^\"]*\"),(\"currency\":\"[^\"]*\")", "$2,$1");
    String number = SECOND.replace("\"1.00\"", "1.00");
    try (ScriptedRecordsApi api = api(page(swapped), page(number))) {
      assertThat(idsOfReport(api)).containsExactly("1", "2", "3", "4");
    }
    assertThat(warnings).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 410, 422})
  void aRejectedCursorIsReplacedByReadingItsWindowAgain(int status) throws Exception {
    String longer = json("\"c2\"", 4, 1, 2, 3);
    String rest = json("null", 4, 4);
    try (ScriptedRecordsApi api =
        api(page(FIRST), status(status, "", ""), page(longer), page(rest))) {
      assertThat(idsOfReport(api)).containsExactly("1", "2", "3", "4");
      assertThat(api.requests().get(2)).doesNotContain("cursor");
      assertThat(warnings).singleElement().asString().contains("rejected its own cursor");
    }
  }

  @Test
  void recordsThatWereReadBeforeAreSkippedOnSeveralPages() throws Exception {
    Reply expired = status(410, "", "");
    try (ScriptedRecordsApi api =
        api(
            page(json("\"a\"", 4, 1)),
            page(json("\"b\"", 4, 2)),
            page(json("\"c\"", 4, 3)),
            expired,
            page(json("\"d\"", 4, 1)),
            page(json("\"e\"", 4, 2)),
            page(json("\"f\"", 4, 3)),
            page(json("null", 4, 4)))) {
      assertThat(idsOfReport(api)).containsExactly("1", "2", "3", "4");
    }
  }

  @Test
  void anAttemptThatStartsAtAnExpiredCursorContinues() throws Exception {
    Reply failure = status(500, "", "");
    try (ScriptedRecordsApi api =
        api(
            page(FIRST),
            failure,
            failure,
            failure,
            failure,
            failure,
            status(410, "", ""),
            page(FIRST),
            page(SECOND))) {
      failsWith(FailureCode.RECORDS_API_UNAVAILABLE, api);
      assertThat(idsOfReport(api)).containsExactly("1", "2", "3", "4");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aRejectedTokenDoesNotReplaceTheCursor(int status) throws Exception {
    try (ScriptedRecordsApi api = api(page(FIRST), status(status, "", ""))) {
      failsWith(FailureCode.RECORDS_API_REFUSED, api);
      assertThat(api.requests()).hasSize(2);
    }
  }

  @Test
  void aWindowIsReadAgainOnlyWhileItReturnsNewRecords() throws Exception {
    Reply expired = status(410, "", "");
    try (ScriptedRecordsApi api = api(page(FIRST), expired, page(FIRST), expired)) {
      failsWith(FailureCode.RECORDS_API_REFUSED, api).hasMessageContaining("status 410");
      assertThat(api.requests()).hasSize(4);
    }
  }

  @Test
  void recordsThatChangeDuringTheReportFailIt() throws Exception {
    try (ScriptedRecordsApi api =
        api(
            page(FIRST),
            status(410, "", ""),
            page(json("\"c1\"", 5, 0, 1, 2)),
            page(json("null", 5, 3, 4)))) {
      failsWith(FailureCode.RECORDS_INCONSISTENT, api);
    }
  }

  @Test
  void reportsEachPendingRetryUntilThePageSucceeds() throws Exception {
    Instant begun = Instant.now();
    try (ScriptedRecordsApi api =
        api(page(FIRST), status(503, "", ""), incomplete(SECOND), page("<html>"), page(SECOND))) {
      idsOfReport(api);
    }

    List<PendingRetry> pending =
        retries.subList(0, 3).stream().map(each -> each.pending().orElseThrow()).toList();
    assertThat(pending).extracting(PendingRetry::nextTry).containsExactly(2, 3, 4);
    assertThat(pending)
        .allSatisfy(
            retry -> {
              assertThat(retry.tries()).isEqualTo(5);
              assertThat(retry.nextTryAt()).isBetween(begun, Instant.now());
            })
        .extracting(PendingRetry::reason)
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("answered 503"),
            second -> assertThat(second).startsWith("the page ended after"),
            third -> assertThat(third).startsWith("the page is not JSON"));
    assertThat(retries.subList(3, retries.size()))
        .singleElement()
        .satisfies(
            last -> {
              assertThat(last.pending()).isEmpty();
              assertThat(last.failedTries()).isEqualTo(3);
              assertThat(last.lastReason().orElseThrow()).startsWith("the page is not JSON");
            });
    assertThat(warnings)
        .hasSize(3)
        .first()
        .asString()
        .matches("The records API: answered 503\\. Try 2 of 5 in 0\\.0 s\\.");
  }

  @Test
  void aTokenThatExpiresDuringTheReportIsReplacedByTheNewSecret() throws Exception {
    secrets.add("new-token\n");
    try (ScriptedRecordsApi api = api(page(FIRST), status(401, "", ""), page(SECOND))) {
      assertThat(idsOfReport(api)).containsExactly("1", "2", "3", "4");
      assertThat(api.tokens()).containsExactly(TOKEN, TOKEN, "new-token");
      assertThat(api.requests().get(2)).isEqualTo(api.requests().get(1));
    }
  }

  static Stream<List<String>> unusableSecrets() {
    return Stream.of(List.of(TOKEN), List.of("not a token"), List.of(TOKEN + " "));
  }

  @ParameterizedTest
  @MethodSource("unusableSecrets")
  void aTokenThatStaysWrongFailsAfterOneReadOfTheSecret(List<String> values) throws Exception {
    secrets.addAll(values);
    secrets.addAll(List.of("never-read", "never-read"));
    Reply rejected = status(401, "", "{\"detail\":\"The token %s has expired.\"}".formatted(TOKEN));
    try (ScriptedRecordsApi api = api(page(FIRST), rejected, rejected, rejected)) {
      failsWith(FailureCode.RECORDS_API_REFUSED, api)
          .hasMessageContaining("status 401: The token *** has expired.");
      assertThat(api.tokens()).containsExactly(TOKEN, TOKEN);
    }
  }

  @Test
  void aTokenThatIsRejectedWhileTheSecretCannotBeReadFails() throws Exception {
    try (ScriptedRecordsApi api = api(status(401, "", ""))) {
      failsWith(FailureCode.RECORDS_API_REFUSED, api).hasMessageContaining("status 401");
      assertThat(api.requests()).hasSize(1);
    }
  }

  @Test
  void aSecretThatChangesBetweenRejectedTokensEndsTheReport() throws Exception {
    secrets.addAll(List.of("second", TOKEN, "third"));
    Reply rejected = status(401, "", "");
    try (ScriptedRecordsApi api = api(rejected, rejected, rejected)) {
      failsWith(FailureCode.RECORDS_API_REFUSED, api).hasMessageContaining("status 401");
      assertThat(api.tokens()).containsExactly(TOKEN, "second");
    }
  }

  ScriptedRecordsApi api(Reply... script) throws Exception {
    return new ScriptedRecordsApi(script);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> failsWith(
      FailureCode code, ScriptedRecordsApi api) {
    return assertThatThrownBy(() -> idsOfReport(api))
        .isInstanceOfSatisfying(
            WorkerFailure.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }

  private List<String> idsOfReport(ScriptedRecordsApi api) throws IOException {
    RecordsApiSettings settings =
        new RecordsApiSettings(
            api.endpoint(),
            Authentication.bearer(
                new ApiSecret(
                    TOKEN, SecretFormat.HEADER, () -> Optional.ofNullable(secrets.poll()))),
            3,
            2,
            OptionalInt.empty(),
            Proxies.NONE,
            new RecordsApiSettings.Limits(
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                1 << 20,
                new RetryPolicy(
                    5,
                    3,
                    Duration.ofMillis(1),
                    Duration.ofMillis(10),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(20))));
    Filter filter =
        new Filter(CLIENT, LocalDate.of(2021, 1, 1), LocalDate.of(2021, 1, 1), Optional.empty());
    Clock clock = Clock.systemUTC();
    try (Progress progress =
        new Progress(() -> snapshot -> {}, ProgressListener.NONE, e -> {}, clock)) {
      new Job(
              RecordsReport.of(
                  new RecordsRequest(filter, Optional.empty(), Set.of(Format.CSV)),
                  RecordsType.withPageSize(2),
                  api.endpoint()),
              EXECUTION,
              new FolderStore(folder),
              new PageClient(settings, warnings::add, retries::add),
              progress,
              new StopSignal(clock, Optional.empty()),
              Duration.ofSeconds(5),
              clock,
              log::add)
          .run();
    }
    return Files.readAllLines(folder.resolve("reports/a-report/1-1795514400/report.csv")).stream()
        .skip(1)
        .map(line -> line.substring(0, line.indexOf(',')))
        .toList();
  }

  private static String json(String cursor, int total, int... ids) {
    return json(cursor, total, IntStream.of(ids), id -> "pending");
  }

  /** A page of records with distinct statuses. */
  private static String statuses(int page, int records) {
    int first = 100_000 + page * records;
    return json(
        "\"c%d\"".formatted(page), 1, IntStream.range(first, first + records), id -> "s" + id);
  }

  private static String json(String cursor, int total, IntStream ids, IntFunction<String> status) {
    String records =
        ids.mapToObj(
                id ->
                    """
                    {"id":"%d","client_id":"%s","booked_at":"2021-01-01T00:00:00Z",\
                    "amount":"1.00","currency":"EUR","status":"%s","counterparty":"",\
                    "description":""}"""
                        .formatted(id, CLIENT, status.apply(id)))
            .collect(Collectors.joining(","));
    return "{\"records\":[%s],\"next_cursor\":%s,\"total\":%d}".formatted(records, cursor, total);
  }

  private static String httpDate(Instant time) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
  }
}
