package dev.errand.worker;

import dev.errand.worker.training.TrainingServer;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes reports from made-up records, so that the JVM can note which classes it needs: {@code java
 * -XX:AOTCacheOutput=FILE -cp worker.jar dev.errand.worker.Training} makes the archive that the
 * image starts from (JEP 483 and 514). The last is made as all are on AWS: over TLS, with the
 * credentials of a task.
 */
public final class Training {

  private static final String REQUEST =
      """
      {"filter": {"client_id": "00000000-0000-4000-8000-000000000000",
       "start_date": "2021-01-01", "end_date": "2021-12-31"},
       "formats": ["csv", "xlsx", "html"]}""";

  private Training() {}

  /** Runs it; the exit code is that of the worker. */
  public static void main(String[] args) throws IOException, InterruptedException {
    TrainingServer server = TrainingServer.start();
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    System.setProperty("javax.net.ssl.trustStore", server.trustStore().toString());
    System.setProperty("aws.region", "us-east-1");
    System.setProperty("aws.containerCredentialsFullUri", server.credentials().toString());
    Map<String, String> folder = Map.of("OUTPUT_FOLDER", server.folder().toString());
    Map<String, String> bucket =
        Map.of("BUCKET_NAME", TrainingServer.BUCKET, "TABLE_NAME", "training");

    run(environment(server.plain("localhost"), folder));
    // by address: S3's client would put the bucket before a name, and nobody resolves that
    System.setProperty("aws.endpointUrl", server.plain("127.0.0.1").toString());
    run(environment(server.plain("localhost"), bucket));
    System.setProperty("aws.endpointUrl", server.secure("127.0.0.1").toString());
    Main.runIn(environment(server.secure("localhost"), bucket));
  }

  private static void run(Map<String, String> environment) {
    int exitCode = new Main(environment, Clock.systemUTC(), System.err).run();
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  private static Map<String, String> environment(URI recordsApi, Map<String, String> destination) {
    Map<String, String> environment = new HashMap<>(destination);
    environment.put("REPORT_REQUEST", REQUEST);
    environment.put("EXECUTION_NAME", "training");
    environment.put("EXECUTION_STARTED_AT", "2021-01-01T00:00:00Z");
    environment.put("RECORDS_API_URL", recordsApi.toString());
    environment.put("RECORDS_API_TOKEN", "training");
    return environment;
  }
}
