package dev.errand.worker.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Runs the worker on generated records, so that its JVM can write an AOT cache (JEP 483 and 514).
 * The arguments are the command of the worker with {@code -XX:AOTCacheOutput} and the program that
 * makes several reports in one process. The class path has the jar of this class after the worker's
 * own, for the declared type of the second report:
 *
 * <pre>{@code java -jar training.jar java -XX:AOTCacheOutput=FILE ...
 *     -cp worker.jar:training.jar dev.errand.worker.TrainingRun}</pre>
 *
 * <p>The worker runs as on AWS: over TLS, with a bucket, a table and the credentials of a task. The
 * services run in this process, so that their classes are not in the cache.
 */
public final class Training {

  private static final String FILTER =
      """
      "filter": {"client_id": "00000000-0000-4000-8000-000000000000",
       "start_date": "2021-01-01", "end_date": "%s"}""";

  private static final List<String> REQUESTS =
      List.of(
          "{%s, \"formats\": [\"csv\", \"xlsx\", \"html\"]}".formatted(until("2021-12-31")),
          "{\"type\": \"training\", %s}".formatted(until("2021-03-31")));

  private Training() {}

  private static String until(String end) {
    return FILTER.formatted(end);
  }

  /** Runs the command and exits with its exit code. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int exitCode;
    try (TrainingServer server = TrainingServer.start()) {
      List<String> command = new ArrayList<>(Arrays.asList(args));
      command.add(1, "-Djavax.net.ssl.trustStore=" + server.trustStore());
      command.addAll(REQUESTS);
      ProcessBuilder worker = new ProcessBuilder(command).inheritIO();
      worker.environment().putAll(environment(server));
      exitCode = worker.start().waitFor();
    }
    System.exit(exitCode);
  }

  private static Map<String, String> environment(TrainingServer server) {
    return Map.ofEntries(
        Map.entry("EXECUTION_STARTED_AT", "2021-01-01T00:00:00Z"),
        Map.entry("RECORDS_API_URL", server.secure("localhost").toString()),
        Map.entry("RECORDS_API_TOKEN", "training"),
        Map.entry("SOURCE_URL", server.secure("localhost").toString()),
        Map.entry("SOURCE_TOKEN", "training"),
        Map.entry("BUCKET_NAME", TrainingServer.BUCKET),
        Map.entry("TABLE_NAME", "training"),
        Map.entry("AWS_REGION", "us-east-1"),
        // by address: the S3 client would put the bucket before a host name
        Map.entry("AWS_ENDPOINT_URL", server.secure("127.0.0.1").toString()),
        Map.entry("AWS_CONTAINER_CREDENTIALS_FULL_URI", server.credentials().toString()));
  }
}
