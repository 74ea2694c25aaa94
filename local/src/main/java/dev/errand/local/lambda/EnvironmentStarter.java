package dev.errand.local.lambda;

import dev.errand.local.process.ChildProcess;
import dev.errand.local.process.ClassArchive;
import dev.errand.local.process.JavaCommand;
import dev.errand.local.process.Program;
import dev.errand.local.template.FunctionSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Starts environments nearly as the managed Java runtimes do: the class path is the runtime
 * interface client's, which then loads the package from its working folder and {@code lib/*.jar}.
 * Here these jars are on the class path as well, behind the client's: only from there does a class
 * archive have the code of lambda expressions, half of the time of a start. The client asks its
 * class path first, so each class comes from the same jar as on Lambda.
 *
 * @param runtime the folder of the runtime interface client's jars
 * @param nativeLibrary the JVM option for the client's native library
 * @param code unpacks the packages
 * @param archives has a class archive for each package
 * @param folder takes the logs, one for each function
 * @param processes the folder in which running processes are remembered
 * @param variables the environment variables of each function
 */
record EnvironmentStarter(
    Path runtime,
    String nativeLibrary,
    FunctionCode code,
    FunctionArchives archives,
    Path folder,
    Path processes,
    FunctionVariables variables,
    Executor executor,
    ScheduledExecutorService clock) {

  private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  /** How long an environment may take to write the class archive as it ends. */
  private static final Duration ARCHIVE_LIMIT = Duration.ofSeconds(15);

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** The heap's share of a function's memory, near Lambda's own, which AWS does not document. */
  private static final int HEAP_PERCENT = 85;

  void start(FunctionSpec function, ExecutionEnvironment environment) {
    if (environment.hasEnded()) {
      environment.cancelStart();
      return;
    }
    Path root = code.unpack(function.code()).toAbsolutePath();
    RuntimeApi api = RuntimeApi.start(environment, executor);
    String name = "%s-%d".formatted(function.logicalId(), COUNT.incrementAndGet());
    ClassArchive archive = archives.of(function.code());
    try {
      List<String> options = options(function);
      options.addAll(archive.optionsOf(name));
      ChildProcess process =
          ChildProcess.start(
              processes,
              new Program(
                  name,
                  JavaCommand.of(
                      options,
                      runtime,
                      FunctionCode.libraries(root),
                      MAIN,
                      List.of(function.handler())),
                  variables.of(function, root, api.address()),
                  root,
                  folder.resolve(function.logicalId() + ".log")));
      var unused =
          process
              .exit()
              .thenRun(api::close)
              .thenRun(() -> archive.ended(name, environment.hasAnswered()));
      environment.follow(process, archive.isWrittenBy(name) ? ARCHIVE_LIMIT : Duration.ZERO);
    } catch (RuntimeException e) {
      archive.ended(name, false);
      api.close();
      throw e;
    }
  }

  private List<String> options(FunctionSpec function) {
    List<String> options = new ArrayList<>();
    options.add(nativeLibrary);
    options.add("-Xmx%dm".formatted(function.memoryMegabytes() * HEAP_PERCENT / 100));
    options.add("-XX:+UseSerialGC");
    options.add("-Xshare:auto");
    if (!function.snapStart()) {
      options.add("-XX:TieredStopAtLevel=1");
    }
    if (Runtime.version().feature() >= 24) {
      options.add("--enable-native-access=ALL-UNNAMED");
      options.add("--sun-misc-unsafe-memory-access=allow");
    }
    return options;
  }
}
