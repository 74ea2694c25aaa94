package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

  private static final Pattern FILE = Pattern.compile("\\S+/report\\.csv");

  @TempDir private Path folder;

  @Test
  void theDemoShowsTwoReportsAndLeavesThemOnDiskAndNothingRunning() throws Exception {
    Path data = folder.resolve("data");
    StageProcess demo = StageProcess.run(data, SharedStage.RECORDS, "demo", "--once");

    assertThat(demo.exit()).as(demo.output()).isZero();

    List<String> files = FILE.matcher(demo.output()).results().map(MatchResult::group).toList();
    assertThat(files).hasSize(2).allSatisfy(file -> assertThat(Path.of(file)).isNotEmptyFile());
    assertThat(demo.output().lines()).allSatisfy(line -> assertThat(line).doesNotContain("\tat "));
    assertThat(data.resolve("processes")).isEmptyDirectory();
  }
}
