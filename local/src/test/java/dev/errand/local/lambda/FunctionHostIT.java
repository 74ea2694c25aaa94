package dev.errand.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errand.local.Checkout;
import dev.errand.local.lambda.Invocation.FunctionError;
import dev.errand.local.lambda.Invocation.Success;
import dev.errand.local.lambda.Invocation.Throttled;
import dev.errand.local.lambda.Invocation.TimedOut;
import dev.errand.local.lambda.Invocation.TooLarge;
import dev.errand.local.template.AsynchronousSpec;
import dev.errand.local.template.FunctionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionHostIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Checkout CHECKOUT = new Checkout(Path.of("..").toAbsolutePath().normalize());

  @TempDir private static Path data;
  private static FunctionHost host;

  @BeforeAll
  static void start() throws IOException {
    Path zip = ToyPackage.write(data.resolve("toy.zip"));
    host =
        FunctionHost.start(
            CHECKOUT,
            data,
            List.of(
                function(
                    "Toy", ToyFunction.class, zip, Duration.ofSeconds(20), OptionalInt.empty()),
                function(
                    "Patient", ToyFunction.class, zip, Duration.ofMinutes(5), OptionalInt.empty()),
                function("Hasty", ToyFunction.class, zip, Duration.ofSeconds(8), OptionalInt.of(1)),
                function(
                    "Broken",
                    BrokenFunction.class,
                    zip,
                    Duration.ofSeconds(1),
                    OptionalInt.empty())),
            Set.of("Toy", "Hasty", "Broken"),
            Map.of("STAGE", "local", "OWN", "overridden"));
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static FunctionSpec function(
      String id, Class<?> handler, Path zip, Duration timeout, OptionalInt concurrency) {
    return new FunctionSpec(
        id,
        "errand-" + id,
        "arn:aws:lambda:us-east-1:000000000000:function:errand-" + id,
        handler.getName() + "::handleRequest",
        zip,
        256,
        timeout,
        Map.of("OWN", "value"),
        "JSON",
        concurrency,
        id.equals("Toy"),
        Optional.of("live"),
        id.equals("Toy"),
        new AsynchronousSpec(2, Duration.ofHours(6), Optional.empty()));
  }

  @Test
  void aHandlerGetsItsEventAndAnswers() {
    JsonNode answer = success(invoke("Toy", "{\"do\":\"tell\",\"name\":\"Zoë\"}").join());

    assertThat(answer.at("/event/name").asText()).isEqualTo("Zoë");
    assertThat(answer.get("function_arn").asText())
        .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:errand-Toy:live");
    assertThat(answer.get("remaining_millis").asInt()).isBetween(1, 20_000);
  }

  /** Where the AWS SDK looks for the header that it sends with each request. */
  @Test
  void eachInvocationHasATraceOfItsOwnThatIsSampledWhereTheFunctionIsTraced() {
    assertThat(traceHeader("Toy"))
        .matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=1")
        .isNotEqualTo(traceHeader("Toy"));
    assertThat(traceHeader("Hasty")).endsWith(";Sampled=0");
  }

  private static String traceHeader(String function) {
    return success(invoke(function, "{\"do\":\"tell\"}").join()).path("trace_header").asText();
  }

  @Test
  void aFunctionSeesItsOwnVariablesTheStagesAndLambdasAndNoOthers() {
    JsonNode environment = success(invoke("Toy", "{}").join()).get("environment");

    assertThat(environment.get("OWN").asText()).isEqualTo("value");
    assertThat(environment.get("STAGE").asText()).isEqualTo("local");
    assertThat(environment.get("AWS_LAMBDA_FUNCTION_NAME").asText()).isEqualTo("errand-Toy");
    assertThat(environment.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE").asText()).isEqualTo("256");
    assertThat(environment.get("AWS_LAMBDA_LOG_FORMAT").asText()).isEqualTo("JSON");
    assertThat(environment.get("_HANDLER").asText()).endsWith("ToyFunction::handleRequest");
    Set<String> names = new HashSet<>();
    environment.fieldNames().forEachRemaining(names::add);
    assertThat(names).doesNotContain("MAVEN_CMD_LINE_ARGS", "JAVA_HOME", "USER");
  }

  @Test
  void theHeapIsWhatLambdaGivesToTheMemorySize() {
    long heap = success(invoke("Toy", "{}").join()).get("max_memory").asLong();

    assertThat(heap).isBetween(200L << 20, 218L << 20);
  }

  @Test
  void theClassPathIsTheRuntimesBeforeTheCodesAndItsFilesCannotBeWritten() {
    JsonNode answer = success(invoke("Toy", "{}").join());

    List<String> classPath = List.of(answer.get("class_path").asText().split(":"));
    assertThat(classPath).last().isEqualTo("lib/toy.jar");
    assertThat(classPath.subList(0, classPath.size() - 1))
        .isNotEmpty()
        .allMatch(jar -> Path.of(jar).startsWith(CHECKOUT.lambdaRuntime()));
    Path root = Path.of(answer.at("/environment/LAMBDA_TASK_ROOT").asText());
    assertThat(root.resolve("lib/toy.jar").toFile()).exists();
    assertThat(posix(root.resolve("lib/toy.jar"))).doesNotContain("w");
  }

  @Test
  void whatAHandlerThrowsIsAFunctionError() {
    assertThat(invoke("Toy", "{\"do\":\"throw\"}").join())
        .isEqualTo(new FunctionError("java.lang.IllegalArgumentException", "thrown by the toy"));
  }

  @Test
  void aProcessThatEndsFailsItsInvocationAndIsReplaced() {
    assertThat(invoke("Toy", "{\"do\":\"exit\"}").join())
        .isInstanceOfSatisfying(
            FunctionError.class,
            error -> {
              assertThat(error.type()).isEqualTo("Runtime.ExitError");
              assertThat(error.message()).endsWith("exit status 7");
            });
    assertThat(invoke("Toy", "{}").join()).isInstanceOf(Success.class);
  }

  @Test
  void anInvocationIsKilledAtTheTimeoutAndWhatIsOverTheReservedConcurrencyIsThrottled() {
    CompletableFuture<Invocation> first = invoke("Hasty", "{\"do\":\"sleep\",\"millis\":60000}");

    assertThat(invoke("Hasty", "{}").join()).isEqualTo(new Throttled());
    assertThat(first.join()).isEqualTo(new TimedOut(Duration.ofSeconds(8)));
    assertThat(invoke("Hasty", "{}").join()).isInstanceOf(Success.class);
  }

  @Test
  void aHandlerThatCannotBeMadeFailsEveryInvocationWithItsReason() {
    for (int i = 0; i < 2; i++) {
      assertThat(invoke("Broken", "{}").join())
          .isInstanceOfSatisfying(
              FunctionError.class,
              error -> assertThat(error.message()).contains("there is no table"));
    }
  }

  @Test
  void manyAtOnceAllSucceedInProcessesThatEachDoOneThingAtATime() {
    List<CompletableFuture<Invocation>> running = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      running.add(invoke("Toy", "{\"do\":\"sleep\",\"millis\":50,\"n\":%d}".formatted(i)));
    }

    Set<Integer> processes = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      JsonNode answer = success(running.get(i).join());
      assertThat(answer.at("/event/n").asInt()).isEqualTo(i);
      processes.add(answer.get("pid").asInt());
    }
    assertThat(processes).hasSizeBetween(1, 20);
  }

  @Test
  void invocationsThatAreHeldDoNotKeepOthersWaiting() throws IOException {
    Path release = data.resolve("release");
    String event = JSON.createObjectNode().put("do", "wait").put("file", release + "").toString();
    List<CompletableFuture<Invocation>> held = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      held.add(invoke("Patient", event));
    }

    assertThat(invoke("Patient", "{}").join()).isInstanceOf(Success.class);

    assertThat(held).noneMatch(CompletableFuture::isDone);
    Files.createFile(release);
    assertThat(held).allSatisfy(each -> assertThat(each.join()).isInstanceOf(Success.class));
  }

  @Test
  void anEventThatIsCancelledBeforeAnEnvironmentTakesItIsNeverRun(@TempDir Path own)
      throws IOException {
    Path zip = ToyPackage.write(own.resolve("toy.zip"));
    FunctionSpec toy =
        function("Toy", ToyFunction.class, zip, Duration.ofSeconds(20), OptionalInt.of(1));
    try (FunctionHost fresh =
        FunctionHost.start(CHECKOUT, own, List.of(toy), Set.of("Toy"), Map.of())) {
      fresh.invoke("Toy", "{\"given_up\":true}".getBytes(UTF_8)).cancel(false);

      assertThat(fresh.invoke("Toy", "{\"wanted\":true}".getBytes(UTF_8)).join())
          .isInstanceOf(Success.class);
      assertThat(Files.readString(own.resolve("logs/Toy.log")))
          .contains("toy sees [wanted]")
          .doesNotContain("given_up");
    }
  }

  @Test
  void aFunctionThatIsNotWarmStartsWithItsFirstEvent(@TempDir Path own) throws IOException {
    Path zip = ToyPackage.write(own.resolve("toy.zip"));
    FunctionSpec toy =
        function("Toy", ToyFunction.class, zip, Duration.ofSeconds(20), OptionalInt.empty());
    try (FunctionHost fresh = FunctionHost.start(CHECKOUT, own, List.of(toy), Set.of(), Map.of())) {
      assertThat(own.resolve("processes")).doesNotExist();

      assertThat(fresh.invoke("Toy", "{}".getBytes(UTF_8)).join()).isInstanceOf(Success.class);
    }
  }

  @Test
  void anEnvironmentThatEndsLeavesItsClassesToTheNextOfAnyStage(@TempDir Path own)
      throws IOException {
    Path zip = ToyPackage.write(own.resolve("toy.zip"));
    FunctionSpec toy =
        function("Toy", ToyFunction.class, zip, Duration.ofSeconds(20), OptionalInt.empty());
    Map<String, String> log =
        Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + own.resolve("classes.log"));
    Path one = own.resolve("one");
    try (FunctionHost first = FunctionHost.start(CHECKOUT, one, List.of(toy), Set.of(), log)) {
      assertThat(first.invoke("Toy", "{}".getBytes(UTF_8)).join()).isInstanceOf(Success.class);
    }

    Path other = own.resolve("other");
    try (FunctionHost next = FunctionHost.start(CHECKOUT, other, List.of(toy), Set.of(), log)) {
      assertThat(next.invoke("Toy", "{}".getBytes(UTF_8)).join()).isInstanceOf(Success.class);
    }

    assertThat(own.resolve("classes.log"))
        .content()
        .containsPattern("AWSLambda source: shared objects file \\(top\\)")
        .containsPattern("ToyFunction source: .*shared objects file");
  }

  @Test
  void anEnvironmentThatTimesOutIsKilledAndLeavesNoArchive(@TempDir Path own) throws IOException {
    Path zip = ToyPackage.write(own.resolve("toy.zip"));
    FunctionSpec toy =
        function("Toy", ToyFunction.class, zip, Duration.ofSeconds(8), OptionalInt.empty());
    try (FunctionHost fresh = FunctionHost.start(CHECKOUT, own, List.of(toy), Set.of(), Map.of())) {
      assertThat(fresh.invoke("Toy", "{}".getBytes(UTF_8)).join()).isInstanceOf(Success.class);
      byte[] sleep = "{\"do\":\"sleep\",\"millis\":60000}".getBytes(UTF_8);

      assertThat(fresh.invoke("Toy", sleep).join()).isInstanceOf(TimedOut.class);
    }

    try (Stream<Path> files = Files.list(own)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".jsa"));
    }
  }

  @Test
  void foldersOfOlderPackagesAreDeletedAndTheirOwnerCanDeleteAllOfThem(@TempDir Path own)
      throws IOException {
    Path zip = ToyPackage.write(own.resolve("toy.zip"));
    Path old = Files.createDirectories(own.resolve("functions/0123456789abcdef0123456789abcdef"));
    Files.writeString(old.resolve("code"), "old");
    FunctionSpec toy =
        function("Toy", ToyFunction.class, zip, Duration.ofSeconds(20), OptionalInt.empty());

    FunctionHost.start(CHECKOUT, own, List.of(toy), Set.of("Toy"), Map.of()).close();

    assertThat(old).doesNotExist();
    try (Stream<Path> files = Files.walk(own.resolve("functions"))) {
      assertThat(files.filter(Files::isDirectory))
          .isNotEmpty()
          .allSatisfy(folder -> assertThat(posix(folder)).startsWith("rwx"));
    }
  }

  @Test
  void anEventThatLambdaWouldRefuseIsTooLarge() {
    assertThat(host.invoke("Toy", new byte[FunctionHost.MAX_EVENT_BYTES + 1]).join())
        .isEqualTo(new TooLarge());
  }

  @Test
  void logLinesGoToTheFunctionsFile() throws IOException {
    assertThat(invoke("Toy", "{\"logged\":true}").join()).isInstanceOf(Success.class);

    assertThat(Files.readString(data.resolve("logs/Toy.log"))).contains("toy sees [logged]");
  }

  @Test
  void theErrorOfAPackageThatIsNotBuiltSaysHowToBuildIt(@TempDir Path empty) {
    Path missing = empty.resolve("functions.zip");

    assertThatThrownBy(
            () ->
                FunctionHost.start(
                    CHECKOUT,
                    empty,
                    List.of(
                        function(
                            "Toy",
                            ToyFunction.class,
                            missing,
                            Duration.ofSeconds(1),
                            OptionalInt.empty())),
                    Set.of(),
                    Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("functions.zip is missing")
        .hasMessageContaining("mvn");
  }

  private static CompletableFuture<Invocation> invoke(String function, String event) {
    return host.invoke(function, event.getBytes(UTF_8));
  }

  private static JsonNode success(Invocation invocation) {
    assertThat(invocation).isInstanceOf(Success.class);
    try {
      return JSON.readTree(((Success) invocation).payload());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String posix(Path path) {
    try {
      return java.nio.file.attribute.PosixFilePermissions.toString(
          Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
