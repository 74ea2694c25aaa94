import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs every variant once a round, interleaved, and prints medians and ratios. */
final class Bench {

  /** @param restored whether the time runs from the restore of a snapshot instead of from the start of the process */
  record Variant(String name, List<String> command, Map<String, String> environment, boolean restored) {}

  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    Path work = Path.of(arguments[1]);
    Path root = Path.of(arguments[2]);
    String event = Files.readString(root.resolve("events/intake-post.json"));
    Map<String, List<Double>> times = new LinkedHashMap<>();
    try (Services services = new Services(work.resolve("bench.p12"))) {
      List<Variant> variants = variants(work, root);
      for (int round = 0; round <= rounds; round++) {
        for (Variant variant : variants) {
          double millis = measure(variant, services, event, work);
          if (round > 0) { // the first one warms the servers
            times.computeIfAbsent(variant.name(), name -> new ArrayList<>()).add(millis);
          }
        }
      }
    }
    print(times);
  }

  private static List<Variant> variants(Path work, Path root) {
    String classPath = root.resolve("local/programs/lambda-runtime/target/lib") + "/*:" + work.resolve("task/lib") + "/*";
    List<String> java = List.of(
            System.getProperty("java.home") + "/bin/java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx400m",
            "-Djavax.net.ssl.trustStore=" + work.resolve("bench.p12"), "-Djavax.net.ssl.trustStorePassword=bench-only",
            "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac", "-cp", classPath,
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            "dev.errand.functions.intake.IntakeHandler");
    Path bench = root.resolve("bench/functions");
    String certificate = work.resolve("bench.pem").toString();
    List<Variant> variants = new ArrayList<>();
    variants.add(new Variant("python", List.of("python3", bench.resolve("python/bootstrap.py").toString()),
            Map.of("AWS_CA_BUNDLE", certificate), false));
    variants.add(new Variant("node", List.of("node", bench.resolve("node/bootstrap.js").toString()),
            Map.of("NODE_EXTRA_CA_CERTS", certificate), false));
    variants.add(new Variant("node bundled", List.of("node", work.resolve("bundle.cjs").toString()),
            Map.of("NODE_EXTRA_CA_CERTS", certificate), false));
    variants.add(new Variant("ours, restored", java, Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"), true));
    variants.add(new Variant("ours, no SnapStart", java, Map.of(), false));
    return variants;
  }

  private static double measure(Variant variant, Services services, String event, Path work) throws Exception {
    try (RuntimeApi api = new RuntimeApi(event)) {
      long begin = System.nanoTime();
      Process process = start(variant, services, api, work);
      try {
        if (variant.restored()) {
          api.awaitSnapshot();
          services.forgetConnections();
          Thread.sleep(300);
          begin = System.nanoTime();
          api.restore();
        }
        return (api.answeredAt() - begin) / 1e6;
      } finally {
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
    }
  }

  private static Process start(Variant variant, Services services, RuntimeApi api, Path work) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/taskset"))) {
      command.addAll(List.of("taskset", "-c", "1"));
    }
    command.addAll(variant.command());
    ProcessBuilder builder = new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(work.resolve(variant.name().replaceAll("\\W+", "-") + ".log").toFile());
    Map<String, String> environment = builder.environment();
    environment.putAll(Map.of(
            "AWS_LAMBDA_RUNTIME_API", api.address(), "AWS_REGION", "us-east-1", "AWS_DEFAULT_REGION", "us-east-1",
            "AWS_ACCESS_KEY_ID", "bench", "AWS_SECRET_ACCESS_KEY", "bench",
            "AWS_ENDPOINT_URL_DYNAMODB", services.endpoint(), "AWS_ENDPOINT_URL_SFN", services.endpoint(),
            "TABLE_NAME", "errand", "BUCKET_NAME", "errand"));
    environment.putAll(Map.of(
            "STATE_MACHINE_ARN", "arn:aws:states:us-east-1:123456789012:stateMachine:report",
            "AWS_LAMBDA_FUNCTION_NAME", "f", "AWS_LAMBDA_FUNCTION_VERSION", "1",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512", "AWS_LAMBDA_LOG_FORMAT", "JSON", "LAMBDA_TASK_ROOT", work.toString()));
    environment.putAll(variant.environment());
    return builder.start();
  }

  private static void print(Map<String, List<Double>> times) {
    double python = median(times.get("python"));
    double node = median(times.get("node"));
    double bundled = median(times.get("node bundled"));
    System.out.printf("%-20s %10s %10s %10s %9s %9s %14s%n", "", "median ms", "least", "most", "x python", "x node", "x node bundled");
    times.forEach((name, all) -> {
      double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      double median = median(all);
      System.out.printf("%-20s %10.0f %10.0f %10.0f %9.2f %9.2f %14.2f%n",
              name, median, sorted[0], sorted[sorted.length - 1], median / python, median / node, median / bundled);
    });
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length % 2 == 1
        ? sorted[sorted.length / 2]
        : Arrays.stream(sorted, sorted.length / 2 - 1, sorted.length / 2 + 1).average().orElseThrow();
  }
}
