package dev.errand.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A newcomer can go through docs/deploy.md line by line, and knows what was tried. */
class DeployPageTest {

  private static final Pattern MARK =
      Pattern.compile(
          "\\((run here|run up to the connection|run with stand-ins|not run here)[^)]*\\)");

  /** What a shell has, what the text before tells to set, and the fields of the stage's file. */
  private static final Set<String> GIVEN =
      Set.of(
          "PWD",
          "JAVA_HOME",
          "TOKEN",
          "TOKEN_ARN",
          "ALARM_TOPIC_ARN",
          "ACCESS_TOKEN",
          "records",
          "bucket",
          "table",
          "s3",
          "dynamodb",
          "region",
          "access_key_id",
          "secret_access_key");

  /**
   * An indented block.
   *
   * @param before the paragraph before it
   */
  private record Block(String before, String text) {

    String mark() {
      List<String> marks =
          MARK.matcher(before).results().map(found -> found.group(1)).distinct().toList();
      assertThat(marks).as("marks before\n%s", text).hasSize(1);
      return marks.get(0);
    }

    boolean calls(String program) {
      return Pattern.compile("(?m)(^|[(|&] ?)" + program + " ").matcher(text).find();
    }
  }

  @Test
  void everyBlockSaysWhetherItWasRun() {
    assertThat(blocks())
        .hasSizeGreaterThan(15)
        .allSatisfy(
            block -> {
              String mark = block.mark();
              if (block.calls("sam") || block.calls("docker")) {
                assertThat(mark).as(block.text()).isEqualTo("not run here");
              }
              if (block.calls("aws")) {
                assertThat(mark).as(block.text()).isNotEqualTo("run here");
              }
            });
  }

  @Test
  void everyVariableIsSetBeforeItIsUsed() {
    Set<String> set = new HashSet<>(GIVEN);
    for (Block block : blocks()) {
      Pattern.compile("(?:^|[ (\n])([A-Za-z_]+)=")
          .matcher(block.text())
          .results()
          .forEach(found -> set.add(found.group(1)));
      assertThat(
              Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)")
                  .matcher(block.text())
                  .results()
                  .map(found -> found.group(1)))
          .as(block.text())
          .isSubsetOf(set);
    }
  }

  private static List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    StringBuilder block = new StringBuilder();
    StringBuilder paragraph = new StringBuilder();
    String before = "";
    String page = Deployment.text(Deployment.ROOT.resolve("docs/deploy.md"));
    for (String line : (page + "\nend").lines().toList()) {
      if (line.startsWith("    ")) {
        block.append(line.strip()).append('\n');
      } else if (line.isBlank()) {
        before = paragraph.isEmpty() ? before : paragraph.toString();
        paragraph.setLength(0);
      } else {
        if (!block.isEmpty()) {
          blocks.add(new Block(before, block.toString()));
          block.setLength(0);
        }
        paragraph.append(line).append('\n');
      }
    }
    return blocks;
  }
}
