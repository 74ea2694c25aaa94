package dev.errand.worker;

import dev.errand.worker.training.TrainingServer;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;

/**
 * Makes two reports from made-up records, so that the JVM can note which classes it needs: {@code
 * java -XX:AOTCacheOutput=FILE -cp worker.jar dev.errand.worker.Training} makes the archive that
 * the image starts from (JEP 483 and 514). The second is made over TLS, as all are on AWS.
 */
public final class Training {

  private static final String REQUEST =
      """
      {"filter": {"client_id": "00000000-0000-4000-8000-000000000000",
       "start_date": "2021-01-01", "end_date": "2021-12-31"}}""";

  private Training() {}

  /** Runs it; the exit code is that of the worker. */
  public static void main(String[] args) throws IOException, InterruptedException {
    TrainingServer server = TrainingServer.start();
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    System.setProperty("javax.net.ssl.trustStore", server.keyStore().toString());
    System.setProperty("javax.net.ssl.trustStorePassword", TrainingServer.PASSWORD);
    System.setProperty("aws.region", "us-east-1");
    System.setProperty("aws.accessKeyId", "training");
    System.setProperty("aws.secretAccessKey", "training");

    int exitCode = new Main(environment(server.plain()), Clock.systemUTC()).run();
    if (exitCode != 0) {
      System.exit(exitCode);
    }
    Main.runIn(environment(server.secure()));
  }

  private static Map<String, String> environment(URI endpoint) {
    System.setProperty("aws.endpointUrl", endpoint.toString());
    return Map.of(
        "REPORT_REQUEST",
        REQUEST,
        "EXECUTION_NAME",
        "training",
        "RECORDS_API_URL",
        endpoint.toString(),
        "RECORDS_API_TOKEN",
        "training",
        "BUCKET_NAME",
        TrainingServer.BUCKET,
        "TABLE_NAME",
        "training");
  }
}
