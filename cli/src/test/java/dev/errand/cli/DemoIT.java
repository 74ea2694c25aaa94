package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

  private static final Pattern FOLDER = Pattern.compile("\\S+/reports/\\S+");

  @TempDir private Path folder;

  @Test
  void theDemoShowsTwoReportsAndLeavesThemOnDiskAndNothingRunning() throws Exception {
    Path data = folder.resolve("data");
    StageProcess demo = StageProcess.run(data, SharedStage.RECORDS, "demo", "--once");

    assertThat(demo.exit()).as(demo.output()).isZero();

    List<String> folders =
        FOLDER.matcher(demo.output()).results().map(MatchResult::group).distinct().toList();
    assertThat(folders)
        .filteredOn(each -> !each.contains("http"))
        .hasSize(2)
        .allSatisfy(each -> assertThat(Path.of(each, "report.csv")).isNotEmptyFile());
    assertThat(demo.output().lines()).noneMatch(line -> line.contains("\tat "));
    assertThat(demo.output().lines().filter(line -> !line.contains("  RUNNING")))
        .as("fits 80 columns")
        .allMatch(line -> line.replace(data.toString(), ".errand").length() <= 80);
    assertThat(data.resolve("processes")).isEmptyDirectory();
  }
}
