package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link ExitCode} is the source of all exit codes that a user reads about. */
class ExitCodesTest {

  private static final Pattern ROW = Pattern.compile("^\\| ([0-9]+) \\| ", Pattern.MULTILINE);
  private static final Pattern MENTION = Pattern.compile("(?i)exit code ([0-9]+)");

  /** That of a process that SIGINT ends: 128 + 2. */
  private static final int INTERRUPTED = 130;

  @TempDir private Path folder;

  @Test
  void theManualHasEachOfThemAndThatOfAnInterrupt() throws IOException {
    String manual = Files.readString(StageProcess.ROOT.resolve("docs/command.md"));

    assertThat(numbers(ROW, manual))
        .containsExactlyElementsOf(Stream.concat(codes(), Stream.of(INTERRUPTED)).toList());
  }

  @Test
  void theHelpOfEachCommandNamesNoOther() {
    String help = new Errand(folder).run("--help").out().replaceAll("\\s+", " ");

    for (ExitCode exit : ExitCode.values()) {
      assertThat(help).contains(exit.number() + " " + exit.meaning());
    }
    for (String command : List.of("watch", "submit", "doctor", "demo", "check-worker")) {
      assertThat(numbers(MENTION, new Errand(folder).run(command, "--help").out()))
          .as(command)
          .isSubsetOf(codes().toList());
    }
  }

  private static Stream<Integer> codes() {
    return Stream.of(ExitCode.values()).map(ExitCode::number);
  }

  private static List<Integer> numbers(Pattern pattern, String text) {
    List<Integer> numbers = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      numbers.add(Integer.valueOf(matcher.group(1)));
    }
    return numbers;
  }
}
