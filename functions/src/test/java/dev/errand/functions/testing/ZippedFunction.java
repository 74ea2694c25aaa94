package dev.errand.functions.testing;

import dev.errand.local.lambda.FunctionCode;
import dev.errand.local.lambda.NativeLibrary;
import dev.errand.local.process.ClassArchive;
import dev.errand.local.process.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A function out of {@code functions.zip} in a process of its own, started by AWS's runtime
 * interface client as Lambda does.
 */
public final class ZippedFunction implements AutoCloseable {

  private static final Path ZIP =
      TestTable.CHECKOUT.root().resolve("functions/target/functions.zip");
  private static final String MAIN_CLASS =
      "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  /** The function's working folder, as on the local stage. */
  private static final Path CODE =
      new FunctionCode(ZIP.resolveSibling("unpacked-functions")).unpack(ZIP);

  /**
   * The stage's archive too: the first function writes it, each later one needs half of the time.
   */
  private static final ClassArchive CLASSES =
      ClassArchive.of(ZIP, TestTable.CHECKOUT.lambdaRuntime());

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name;
  private final RuntimeApi runtimeApi;
  private final Process process;
  private final Path log;

  private ZippedFunction(String name, RuntimeApi runtimeApi, Process process, Path log) {
    this.name = name;
    this.runtimeApi = runtimeApi;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it.
   *
   * @param handler as in the template
   * @param folder for the log and the native library
   * @param environment variables, and no others
   */
  public static ZippedFunction start(String handler, Path folder, Map<String, String> environment)
      throws IOException {
    String name = "function-%d".formatted(COUNT.incrementAndGet());
    return start(
        name, handler, folder, environment, CLASSES.optionsOf(name), FunctionCode.libraries(CODE));
  }

  /** Starts it with the class path that it has on Lambda: the runtime's alone. */
  private static ZippedFunction startAsOnLambda(
      String handler, Path folder, Map<String, String> environment, List<String> options)
      throws IOException {
    String name = "function-%d".formatted(COUNT.incrementAndGet());
    return start(name, handler, folder, environment, options, List.of());
  }

  private static ZippedFunction start(
      String name,
      String handler,
      Path folder,
      Map<String, String> environment,
      List<String> further,
      List<String> libraries)
      throws IOException {
    RuntimeApi runtimeApi = new RuntimeApi();
    Path log = folder.resolve(handler.replaceAll("\\W+", "-") + ".log");
    Path runtime = TestTable.CHECKOUT.lambdaRuntime();
    List<String> options =
        new ArrayList<>(
            List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                NativeLibrary.option(runtime, folder.resolve("native"))));
    options.addAll(further);
    ProcessBuilder builder =
        new ProcessBuilder(
                JavaCommand.of(options, runtime, libraries, MAIN_CLASS, List.of(handler)))
            .directory(CODE.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_LAMBDA_RUNTIME_API", runtimeApi.address(),
                "AWS_LAMBDA_FUNCTION_NAME", "function",
                "AWS_LAMBDA_FUNCTION_VERSION", "1",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512",
                "AWS_LAMBDA_LOG_FORMAT", "JSON",
                "LAMBDA_TASK_ROOT", CODE.toString(),
                "_HANDLER", handler));
    return new ZippedFunction(name, runtimeApi, builder.start(), log);
  }

  /**
   * Starts it as Lambda does for SnapStart: until its snapshot would be taken, and no further.
   *
   * @see #restore
   */
  public static ZippedFunction startToSnapshot(
      String handler, Path folder, Map<String, String> environment) throws Exception {
    Map<String, String> snapStart = new HashMap<>(environment);
    snapStart.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    ZippedFunction function = startAsOnLambda(handler, folder, snapStart, List.of());
    function.runtimeApi.awaitSnapshot();
    return function;
  }

  /**
   * Starts it to its snapshot with random bytes that are the same in every process until {@code
   * restored} is there, as in environments of one snapshot.
   */
  public static ZippedFunction startToSharedSnapshot(
      String handler, Path folder, Map<String, String> environment, Path restored)
      throws Exception {
    Map<String, String> snapStart = new HashMap<>(environment);
    snapStart.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    Path security = Files.createTempFile(folder, "security", ".properties");
    Files.writeString(security, providers());
    ZippedFunction function =
        startAsOnLambda(
            handler,
            folder,
            snapStart,
            List.of(
                "-Xbootclasspath/a:"
                    + TestTable.CHECKOUT.root().resolve("functions/target/test-classes"),
                "-Djava.security.properties=" + security,
                "-D%s=%s".formatted(RepeatingRandom.RESTORED, restored)));
    function.runtimeApi.awaitSnapshot();
    return function;
  }

  /** The JDK's own providers, behind the one that repeats. */
  private static String providers() {
    List<String> names = new ArrayList<>(List.of(RepeatingRandom.class.getName()));
    Stream.of(Security.getProviders()).map(Provider::getName).forEach(names::add);
    StringBuilder properties = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      properties.append("security.provider.%d=%s\n".formatted(i + 1, names.get(i)));
    }
    return properties.toString();
  }

  /** Goes on from the snapshot. */
  public void restore() {
    runtimeApi.restore();
  }

  /** What it answers to an event. */
  public String invoke(String event) throws Exception {
    return runtimeApi.invoke(event, Duration.ofSeconds(60));
  }

  /** What it has written to its log. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    runtimeApi.restore();
    process.destroy();
    process
        .onExit()
        .orTimeout(20, TimeUnit.SECONDS)
        .exceptionally(late -> process.destroyForcibly())
        .join();
    CLASSES.ended(name, true);
    runtimeApi.close();
  }
}
