package dev.errand.local;

import java.nio.file.Path;

/**
 * Where the built parts lie in a checkout.
 *
 * @param root the folder of {@code template.yaml}
 */
public record Checkout(Path root) {

  public Path template() {
    return root.resolve("template.yaml");
  }

  /** The class path of S3Proxy: a folder of jars. */
  public Path s3Proxy() {
    return root.resolve("local/programs/s3proxy/target/lib");
  }

  /** How much S3Proxy logs: without it everything, down to each turn of its threads. */
  public Path s3ProxyLogging() {
    return root.resolve("local/programs/s3proxy/logback.xml");
  }

  /** The class path of the Lambda runtime interface client: a folder of jars. */
  public Path lambdaRuntime() {
    return root.resolve("local/programs/lambda-runtime/target/lib");
  }

  /** The files of the console. */
  public Path console() {
    return root.resolve("console");
  }

  /** What the worker's image holds under {@code /app}: {@code worker.jar} and {@code lib/}. */
  public Path workerApp() {
    return root.resolve("worker/target/app");
  }

  /** A folder for each report type. */
  public Path reportTypes() {
    return root.resolve("report-types");
  }
}
