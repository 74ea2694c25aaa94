package dev.errand.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * An indented block of a page.
 *
 * @param before the line before it that is not empty
 */
record Block(String before, String text) {

  /** All of a page, in its order. */
  static List<Block> all(String page) throws IOException {
    List<Block> blocks = new ArrayList<>();
    StringBuilder block = new StringBuilder();
    String before = "";
    List<String> lines = new ArrayList<>(Files.readAllLines(StageProcess.ROOT.resolve(page)));
    lines.add("");
    for (String line : lines) {
      if (line.startsWith("    ")) {
        block.append(line.substring(4)).append('\n');
      } else if (block.length() > 0) {
        blocks.add(new Block(before, block.toString()));
        block.setLength(0);
      }
      if (!line.isBlank() && !line.startsWith("    ")) {
        before = line;
      }
    }
    return blocks;
  }

  boolean isForAwsOnly() {
    return before.contains("on AWS only");
  }
}
