package dev.errand.local.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.local.LoggedLines;
import dev.errand.local.lambda.FunctionInvoker;
import dev.errand.local.lambda.Invocation;
import dev.errand.local.template.AsynchronousSpec;
import dev.errand.local.template.FunctionSpec;
import dev.errand.local.template.RuleSpec;
import dev.errand.local.template.ScheduleSpec;
import dev.errand.local.template.TestFunctions;
import dev.errand.states.value.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventBusTest {

  private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:dead-letters";

  private static final Account ACCOUNT = new Account("000000000000", "us-east-1", "AKIA", "secret");

  private final JsonMapper json = new JsonMapper();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final List<ScheduledExecutorService> schedulers = new ArrayList<>();
  @TempDir private Path folder;

  @AfterEach
  void close() throws InterruptedException {
    for (ScheduledExecutorService scheduler : schedulers) {
      scheduler.shutdownNow();
      assertThat(scheduler.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void sendsAnEventToTheTargetOfEachRuleThatMatches() throws Exception {
    EventBus bus = bus(this::take, 2);

    bus.put(event("{\"source\": \"aws.states\", \"detail\": {\"status\": \"RUNNING\"}}"));
    bus.put(event("{\"source\": \"aws.ecs\", \"detail\": {\"status\": \"RUNNING\"}}"));

    assertThat(received)
        .containsExactly("{\"source\":\"aws.states\",\"detail\":{\"status\":\"RUNNING\"}}");
  }

  @Test
  void triesAgainWhenTheFunctionFails() throws Exception {
    EventBus bus = bus(failingTimes(1), 2);

    bus.put(event("{\"source\": \"aws.states\"}"));

    await().until(() -> received.size() == 1);
    assertThat(new DeadLetterQueues(folder.resolve("queues")).messages(QUEUE)).isEmpty();
  }

  @Test
  void putsAnEventThatTheFunctionFailsOnIntoTheFunctionsDeadLetterQueue() throws Exception {
    EventBus bus = bus(failingTimes(Integer.MAX_VALUE), 1);

    bus.put(event("{\"source\": \"aws.states\", \"n\": 1.5}"));

    DeadLetterQueues queues = new DeadLetterQueues(folder.resolve("queues"));
    await().until(() -> queues.messages(QUEUE).size() == 1);
    DeadLetter letter = queues.messages(QUEUE).get(0);
    assertThat(letter.body()).isEqualTo("{\"source\":\"aws.states\",\"n\":1.5}");
    assertThat(letter.attributes())
        .containsEntry("ErrorCode", "200")
        .containsEntry("ErrorMessage", "crashed")
        .containsKey("RequestID");
  }

  @Test
  void putsAScheduledEventThatTheFunctionFailsOnIntoTheFunctionsDeadLetterQueue() throws Exception {
    AsynchronousInvoker invoker = invoker(failingTimes(Integer.MAX_VALUE), 0);
    startSchedule(invoker, Duration.ofMillis(20));

    DeadLetterQueues queues = new DeadLetterQueues(folder.resolve("queues"));
    await().until(() -> !queues.messages(QUEUE).isEmpty());
    assertThat(Json.read(queues.messages(QUEUE).get(0).body()).path("n").intValue()).isEqualTo(1);
  }

  @Test
  void saysOnceThatTheDiskIsFullHoweverOftenItTries() throws Exception {
    Path pending = folder.resolve("pending");
    AtomicInteger tries = new AtomicInteger();
    FunctionInvoker failsWithoutADisk =
        (function, event) -> {
          if (tries.incrementAndGet() == 1) {
            deleteWithFiles(pending);
          }
          return CompletableFuture.completedFuture(
              new Invocation.FunctionError("Crash", "crashed"));
        };
    AsynchronousInvoker invoker = invoker(failsWithoutADisk, Integer.MAX_VALUE);

    List<String> lines =
        LoggedLines.during(
            () -> {
              invoker.invoke("Recorder", json.createObjectNode());
              await().until(() -> tries.get() == 4);
            });

    assertThat(lines).filteredOn(line -> line.contains("is not noted")).hasSize(1);
  }

  @Test
  void dropsAnEventThatAFunctionWithoutADeadLetterQueueFailsOn() throws Exception {
    FunctionInvoker failing = failingTimes(Integer.MAX_VALUE);

    bus(invoker(failing, 0, Optional.empty())).put(event("{\"source\": \"aws.states\"}"));

    assertThat(folder.resolve("pending")).isEmptyDirectory();
    assertThat(folder.resolve("queues")).doesNotExist();
  }

  @Test
  void aScheduleContinuesAfterAnEventThatCannotBeWritten() throws Exception {
    AsynchronousInvoker invoker = invoker(this::take, 2);
    Path pending = folder.resolve("pending");
    Files.delete(pending);
    startSchedule(invoker, Duration.ofMillis(5));
    schedulers.get(0).schedule(() -> {}, 50, TimeUnit.MILLISECONDS).get();

    Files.createDirectories(pending);

    await().until(() -> !received.isEmpty());
  }

  @Test
  void anEventForAFunctionThatNoLongerExistsGoesToItsDeadLetterQueueAndBlocksNoStart()
      throws Exception {
    Files.createDirectories(folder.resolve("pending"));
    Files.writeString(
        folder.resolve("pending/000000000000001-a.json"),
        """
        {"id": "000000000000001-a", "function": "Renamed", "event": {"n": 1},
         "deadLetterQueue": "%s", "since": 1.0, "failures": 0}"""
            .formatted(QUEUE));

    invoker(this::take, 2).resume();

    assertThat(received).isEmpty();
    assertThat(new DeadLetterQueues(folder.resolve("queues")).messages(QUEUE)).hasSize(1);
    assertThat(folder.resolve("pending")).isEmptyDirectory();
  }

  @Test
  void triesAgainWhenAFailureCannotBeSaved() throws Exception {
    Path pending = folder.resolve("pending");
    FunctionInvoker takesTheFolderAway =
        (function, event) -> {
          if (Files.exists(pending)) {
            deleteWithFiles(pending);
            return CompletableFuture.completedFuture(new Invocation.FunctionError("Crash", ""));
          }
          return take(function, event);
        };

    bus(takesTheFolderAway, 2).put(event("{\"source\": \"aws.states\"}"));

    await().until(() -> received.size() == 1);
  }

  private static void deleteWithFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void unreliableEventsAreLostRepeatedAndDelayedButMostComeOnce() throws Exception {
    List<Integer> arrived = new CopyOnWriteArrayList<>();
    try (UnreliableEvents unreliable =
        new UnreliableEvents(event -> arrived.add(event.path("n").intValue()), new Random(1))) {
      for (int n = 0; n < 1000; n++) {
        unreliable.accept(event("{\"n\": " + n + "}"));
      }
      await().until(() -> Set.copyOf(arrived).size() > 750);
    }

    assertThat(Set.copyOf(arrived)).hasSizeBetween(750, 850);
    assertThat(arrived.size() - Set.copyOf(arrived).size()).isBetween(150, 250);
    assertThat(arrived).isNotEqualTo(arrived.stream().sorted().toList());
  }

  @Test
  void deliversAfterARestartWhatAKillLeftUndelivered() throws Exception {
    FunctionInvoker never = (function, event) -> new CompletableFuture<>();
    bus(never, 2).put(event("{\"source\": \"aws.states\"}"));

    invoker(this::take, 2).resume();

    assertThat(received).containsExactly("{\"source\":\"aws.states\"}");
    invoker(this::take, 2).resume();
    assertThat(received).hasSize(1);
  }

  private void startSchedule(AsynchronousInvoker invoker, Duration rate) throws IOException {
    ScheduleSpec schedule =
        new ScheduleSpec(
            "Schedule",
            "arn",
            "aws.events",
            rate,
            "Recorder",
            Optional.of(json.readTree("{\"n\": 1}")));
    new Schedules(invoker, ACCOUNT, Clock.systemUTC(), 1)
        .start(List.of(schedule), schedulers.get(0));
  }

  private CompletableFuture<Invocation> take(String function, byte[] event) {
    received.add(new String(event, StandardCharsets.UTF_8));
    return CompletableFuture.completedFuture(new Invocation.Success("null"));
  }

  private FunctionInvoker failingTimes(int times) {
    int[] left = {times};
    return (function, event) ->
        left[0]-- > 0
            ? CompletableFuture.completedFuture(new Invocation.FunctionError("Crash", "crashed"))
            : take(function, event);
  }

  private EventBus bus(FunctionInvoker functions, int retries) throws Exception {
    return bus(invoker(functions, retries));
  }

  private EventBus bus(AsynchronousInvoker invoker) throws Exception {
    return new EventBus(
        List.of(new RuleSpec("Rule", json.readTree("{\"source\": [\"aws.states\"]}"), "Recorder")),
        invoker);
  }

  private AsynchronousInvoker invoker(FunctionInvoker functions, int retries) {
    return invoker(functions, retries, Optional.of(QUEUE));
  }

  private AsynchronousInvoker invoker(
      FunctionInvoker functions, int retries, Optional<String> deadLetterQueue) {
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    schedulers.add(scheduler);
    FunctionSpec spec =
        TestFunctions.function(
            "Recorder",
            "recorder",
            "arn:aws:lambda:us-east-1:000000000000:function:recorder",
            Optional.empty(),
            new AsynchronousSpec(retries, Duration.ofHours(6), deadLetterQueue));
    return new AsynchronousInvoker(
        List.of(spec),
        functions,
        new DeadLetterQueues(folder.resolve("queues")),
        folder.resolve("pending"),
        scheduler,
        Clock.systemUTC());
  }

  private ObjectNode event(String text) throws Exception {
    return (ObjectNode) json.readTree(text);
  }
}
