package dev.errand.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that starts others is killed while it does, each time between other steps. It fails
 * where the program runs before its note is written.
 */
class KilledStarterIT {

  @TempDir private Path folder;

  @RepeatedTest(5)
  void everyProcessOfAStarterThatIsKilledIsFoundAndEnded(RepetitionInfo repetition)
      throws Exception {
    int running = repetition.getCurrentRepetition() * 10;
    String mark = "mark-" + UUID.randomUUID();
    Process starter =
        new ProcessBuilder(
                JavaCommand.executable(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Starter.class.getName(),
                folder.toString(),
                mark)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("starter.log").toFile())
            .start();
    Path marks = folder.resolve(mark);
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> Files.exists(marks) && Files.size(marks) >= running);

    starter.destroyForcibly().onExit().join();
    ChildProcess.endOrphans(folder.resolve("processes"), Duration.ofSeconds(5));

    await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(marked(mark)).isEmpty());
  }

  private static List<String> marked(String mark) {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains(mark))
        .toList();
  }
}
