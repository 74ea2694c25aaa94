package dev.errand.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.core.FailureCode;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The deadline ends a worker within two seconds, whatever call it waits for. */
@Timeout(10)
class DeadlineTest extends WaitingWorker {

  @ParameterizedTest
  @EnumSource
  void theDeadlineEndsTheWorkerWithinTwoSeconds(Wait wait) throws Exception {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    try (UnresponsiveServer server = new UnresponsiveServer(wait.answers)) {
      Map<String, String> environment = environment(wait, server.endpoint());
      environment.put("DEADLINE_SECONDS", "1");
      Callable<Integer> worker = new Main(environment, Clock.systemUTC(), out(log))::run;
      long begun = System.nanoTime();

      assertThat(threads.submit(worker).get())
          .isEqualTo(FailureCode.DEADLINE_EXCEEDED.exitCode().orElseThrow());
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isBetween(Duration.ofSeconds(1), SOON.plusSeconds(1));
      assertThat(lastLine(log)).contains("\"code\":\"deadline-exceeded\"");
    }
  }
}
