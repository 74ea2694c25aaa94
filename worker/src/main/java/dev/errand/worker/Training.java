package dev.errand.worker;

import dev.errand.worker.training.TrainingServer;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;

/**
 * Makes one report from made-up records, so that the JVM can note which classes it needs and which
 * methods are worth compiling: {@code java -XX:AOTCacheOutput=FILE -cp worker.jar
 * dev.errand.worker.Training} makes the archive that the image starts from (JEP 483, 514 and 515).
 */
public final class Training {

  private static final String REQUEST =
      """
      {"filter": {"client_id": "00000000-0000-4000-8000-000000000000",
       "start_date": "2021-01-01", "end_date": "2021-12-31"}}""";

  private Training() {}

  /** Runs it; the exit code is that of the worker. */
  public static void main(String[] args) throws IOException {
    int exitCode;
    try (TrainingServer server = TrainingServer.start()) {
      System.setProperty("aws.endpointUrl", server.endpoint().toString());
      System.setProperty("aws.region", "us-east-1");
      System.setProperty("aws.accessKeyId", "training");
      System.setProperty("aws.secretAccessKey", "training");
      System.setProperty("aws.requestChecksumCalculation", "WHEN_REQUIRED");
      System.setProperty("aws.responseChecksumValidation", "WHEN_REQUIRED");
      Map<String, String> environment =
          Map.of(
              "REPORT_REQUEST",
              REQUEST,
              "EXECUTION_NAME",
              "training",
              "RECORDS_API_URL",
              server.endpoint().toString(),
              "RECORDS_API_TOKEN",
              "training",
              "BUCKET_NAME",
              TrainingServer.BUCKET,
              "TABLE_NAME",
              "training");
      exitCode = new Main(environment, Clock.systemUTC()).run();
    }
    System.exit(exitCode);
  }
}
