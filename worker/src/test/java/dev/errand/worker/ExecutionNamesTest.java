package dev.errand.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Executions that are started manually, with names that Step Functions allows and releases after 90
 * days.
 */
class ExecutionNamesTest {

  private static final String REQUEST =
      """
      {"filter": {"client_id": "%s", "start_date": "2021-01-01", "end_date": "2021-01-%s"},
       "formats": ["%s"]}""";

  @TempDir Path folder;

  private static SlowRecordsApi recordsApi;

  @BeforeAll
  static void start() throws IOException {
    recordsApi = new SlowRecordsApi();
  }

  @AfterAll
  static void stop() {
    recordsApi.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a-report", "..", ".hidden", "_", "Übersicht📊", "1+2=3@home(!)'"})
  void aLaterExecutionOfTheSameNameDoesNotChangeTheArtifactsOfTheEarlierOne(String name) {
    run(name, "2026-01-01T08:00:00.100Z", request("01", "csv"));
    Map<String, Integer> first = objects();
    assertThat(first.keySet()).filteredOn(key -> key.endsWith("/report.csv")).hasSize(1);

    run(name, "2026-06-01T08:00:00Z", request("02", "csv"));

    assertThat(objects()).containsAllEntriesOf(first).hasSize(2 * first.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "xlsx"})
  void everyKeyHasOnlySafeCharacters(String format) {
    run("..", "2026-01-01T08:00:00Z", request("01", format));

    assertThat(objects().keySet())
        .isNotEmpty()
        .allMatch(key -> key.matches("(reports|checkpoints)(/[A-Za-z0-9_][A-Za-z0-9._-]*){3}"));
  }

  private void run(String name, String startedAt, String request) {
    Map<String, String> environment =
        Map.of(
            "REPORT_REQUEST",
            request,
            "EXECUTION_NAME",
            name,
            "EXECUTION_STARTED_AT",
            startedAt,
            "RECORDS_API_URL",
            recordsApi.endpoint().toString(),
            "RECORDS_API_TOKEN",
            "token",
            "OUTPUT_FOLDER",
            folder.toString());
    assertThat(new Main(environment, Clock.systemUTC(), System.err).run()).isZero();
  }

  private static String request(String lastDay, String format) {
    return REQUEST.formatted(SlowRecordsApi.CLIENT, lastDay, format);
  }

  /** The hash of every object that is not empty, by key. */
  private Map<String, Integer> objects() {
    Map<String, Integer> objects = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.filter(file -> Files.isRegularFile(file)).forEach(file -> add(objects, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return objects;
  }

  private void add(Map<String, Integer> objects, Path file) {
    try {
      byte[] content = Files.readAllBytes(file);
      if (content.length > 0) {
        objects.put(folder.relativize(file).toString(), Arrays.hashCode(content));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
