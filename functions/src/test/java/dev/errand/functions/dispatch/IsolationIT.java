package dev.errand.functions.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Report;
import dev.errand.functions.testing.Call;
import dev.errand.functions.testing.LocalEventBus;
import dev.errand.functions.testing.Receiver;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestDispatcher;
import dev.errand.functions.testing.TestTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One endpoint that hangs beside 50 that live. Each client gets four events: by the event path, on
 * which Lambda runs each event in a call of its own, and by the sweep, which delivers them all.
 */
@Timeout(300)
class IsolationIT {

  private static final int LIVE = 50;
  private static final int EVENTS = 4;
  private static final Duration TRY_LIMIT = Duration.ofSeconds(5);

  /** What a machine that is busy otherwise adds to any delay. */
  private static final Duration NOISE = Duration.ofMillis(250);

  @Test
  void aDeadEndpointDoublesNobodysDelayOnTheEventPath() {
    Duration without = slowest(false, World::dispatchEachInACallOfItsOwn);
    Duration with = slowest(true, World::dispatchEachInACallOfItsOwn);

    assertThat(with).as("without: %s", without).isLessThan(without.multipliedBy(2).plus(NOISE));
  }

  @Test
  void aDeadEndpointDoublesNobodysDelayInTheSweep() {
    Duration without = slowest(false, World::sweep);
    Duration with = slowest(true, World::sweep);

    assertThat(with).as("without: %s", without).isLessThan(without.multipliedBy(2).plus(NOISE));
  }

  /** The 99th percentile of the delays of what live endpoints got. */
  private static Duration slowest(boolean dead, Consumer<World> delivering) {
    try (World world = new World(dead)) {
      delivering.accept(world);
      List<Duration> delays = world.delays();
      Duration percentile = delays.get((int) Math.ceil(delays.size() * 0.99) - 1);
      return percentile;
    }
  }

  /** Clients with an endpoint each. */
  private static final class World implements AutoCloseable {
    private final TestTable table = TestTable.create();
    private final LocalEventBus bus = LocalEventBus.start();
    private final TestApi api =
        new TestApi(table, new StepFunctionsModel(new TestClock()), Clock.systemUTC(), 2);
    private final TestDispatcher dispatcher =
        new TestDispatcher(table, bus, Clock.systemUTC(), Map.of(), TRY_LIMIT);
    private final List<Receiver> live = new ArrayList<>();
    private final Optional<Receiver> dead;
    private final List<UUID> clients = new ArrayList<>();
    private Instant began;

    World(boolean dead) {
      this.dead = dead ? Optional.of(Receiver.answering(() -> Receiver.HANG)) : Optional.empty();
      this.dead.ifPresent(this::addClient);
      IntStream.range(0, LIVE).forEach(i -> live.add(Receiver.start()));
      live.forEach(this::addClient);
    }

    private void addClient(Receiver receiver) {
      UUID client = UUID.randomUUID();
      clients.add(client);
      api.send(
          Call.post("/v1/webhooks")
              .json("{\"url\": \"%s\"}".formatted(receiver.url()))
              .as(client, "reports:write"));
    }

    private List<Report> reports(Instant at) {
      List<Report> reports = new ArrayList<>();
      for (int i = 0; i < EVENTS; i++) {
        clients.forEach(
            client -> reports.add(dispatcher.ended(client, ExecutionStatus.SUCCEEDED, at)));
      }
      return reports;
    }

    void dispatchEachInACallOfItsOwn() {
      List<Report> reports = reports(Instant.now());
      ExecutorService calls = Executors.newFixedThreadPool(32);
      List<Future<?>> running = new ArrayList<>();
      began = Instant.now();
      reports.forEach(report -> running.add(calls.submit(() -> dispatcher.dispatch(report))));
      running.forEach(World::join);
      calls.shutdown();
    }

    void sweep() {
      List<Report> unused = reports(Instant.now().minus(Duration.ofMinutes(1)));
      began = Instant.now();
      dispatcher.sweep();
    }

    private static void join(Future<?> call) {
      try {
        call.get();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    List<Duration> delays() {
      List<Duration> delays =
          live.stream()
              .flatMap(receiver -> receiver.messages().stream())
              .map(message -> Duration.between(began, message.receivedAt()))
              .sorted()
              .toList();
      assertThat(delays).hasSize(LIVE * EVENTS);
      return delays;
    }

    @Override
    public void close() {
      dead.ifPresent(Receiver::close);
      live.forEach(Receiver::close);
      bus.close();
    }
  }
}
