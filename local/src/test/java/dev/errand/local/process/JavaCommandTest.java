package dev.errand.local.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JavaCommandTest {

  /** Prints what a JVM hands on. */
  static final class Printer {
    public static void main(String[] arguments) {
      JavaCommand.compilerOptions().forEach(System.out::println);
    }
  }

  @Test
  void aJvmHandsOnTheOptionsOfItsCompilersAlone() throws Exception {
    Process printer =
        new ProcessBuilder(
                JavaCommand.executable(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:Tier4InvocationThreshold=50000",
                "-Dname=-XX:Tier",
                "-cp",
                System.getProperty("java.class.path"),
                Printer.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();

    List<String> printed =
        new String(printer.getInputStream().readAllBytes(), UTF_8).lines().toList();

    assertThat(printed)
        .containsExactly("-XX:TieredStopAtLevel=1", "-XX:Tier4InvocationThreshold=50000");
  }
}
