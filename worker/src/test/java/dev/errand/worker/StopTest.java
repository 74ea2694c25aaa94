package dev.errand.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.core.FailureCode;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stop ends a worker within two seconds, whatever call it waits for. */
@Timeout(10)
class StopTest extends WaitingWorker {

  @ParameterizedTest
  @EnumSource
  void aStopEndsTheWorkerWithinTwoSeconds(Wait wait) throws Exception {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    try (UnresponsiveServer server = new UnresponsiveServer(wait.answers)) {
      Main main = new Main(environment(wait, server.endpoint()), Clock.systemUTC(), out(log));
      Future<Integer> exitCode = threads.submit(main::run);
      Awaitility.await()
          .until(() -> server.requests().stream().anyMatch(line -> line.matches(wait.request)));

      main.interrupt();
      long begun = System.nanoTime();

      assertThat(exitCode.get()).isEqualTo(FailureCode.INTERRUPTED.exitCode().orElseThrow());
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
      assertThat(lastLine(log)).contains("\"code\":\"interrupted\"");
    }
  }
}
