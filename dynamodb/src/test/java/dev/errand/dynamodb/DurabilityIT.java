package dev.errand.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills and a full disk: nothing acknowledged is lost, no transaction is half done. */
class DurabilityIT {

  /** With items of this size the store writes its file some twenty times in a round. */
  private static final int ITEM_CHARACTERS = 60_000;

  @TempDir private Path folder;

  @Test
  void aKillBetweenAnyTwoWritesLosesNothingAndLeavesNoTransactionHalfDone() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int next = 0;
    Set<Integer> acknowledged = new TreeSet<>();
    for (int round = 0; round < 6; round++) {
      Process writer = start(List.of(), next, random.nextBoolean() ? ITEM_CHARACTERS : 50);
      int writes = 1 + random.nextInt(400);
      try (BufferedReader lines = writer.inputReader()) {
        for (int i = 0; i < writes; i++) {
          acknowledged.add(Integer.parseInt(lines.readLine().substring("done ".length())));
        }
        // by its handle, which leaves the lines that it has written
        writer.toHandle().destroyForcibly();
        lines
            .lines()
            .filter(line -> line.matches("done \\d+"))
            .forEach(line -> acknowledged.add(Integer.parseInt(line.substring(5))));
      }
      next = 1 + check("seed %d, round %d".formatted(seed, round), acknowledged);
    }
  }

  /** Checks the tables of the folder and gives the highest id in them. */
  private int check(String description, Set<Integer> acknowledged) {
    try (DynamoDb dynamoDb = DynamoDb.open(folder, "us-east-1", "123456789012")) {
      Calls calls = new Calls(dynamoDb);
      Set<Integer> one = ids(calls, "{\"TableName\": \"one\"}");
      Set<Integer> two = ids(calls, "{\"TableName\": \"two\"}");
      assertThat(acknowledged.stream().filter(id -> !one.contains(id))).as(description).isEmpty();
      assertThat(two)
          .as(description)
          .containsExactlyElementsOf(one.stream().filter(id -> id % 3 == 0).toList());
      assertThat(ids(calls, "{\"TableName\": \"one\", \"IndexName\": \"by-g\"}"))
          .as(description)
          .isEqualTo(one);
      return one.stream().max(Integer::compare).orElse(-1);
    }
  }

  private static Set<Integer> ids(Calls calls, String request) {
    Set<Integer> ids = new TreeSet<>();
    ObjectNode scan = (ObjectNode) Calls.json(request);
    scan.put("ProjectionExpression", "s");
    while (true) {
      ObjectNode page = calls.call("Scan", scan);
      page.get("Items").forEach(item -> ids.add(Integer.parseInt(item.at("/s/N").textValue())));
      if (!page.has("LastEvaluatedKey")) {
        return ids;
      }
      scan.set("ExclusiveStartKey", page.get("LastEvaluatedKey"));
    }
  }

  @Test
  void aFullDiskRefusesWritesLosesNothingAndIsOverWhenThereIsRoom() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/prlimit")),
        "skipped: needs prlimit to take the room for files away and give it back");
    Process writer =
        start(List.of("bash", "-c", "ulimit -S -f 9000; exec \"$@\"", "bash"), 0, ITEM_CHARACTERS);
    Set<Integer> acknowledged = new TreeSet<>();
    try (BufferedReader lines = writer.inputReader()) {
      String line = lines.readLine();
      while (line.startsWith("done ")) {
        acknowledged.add(Integer.parseInt(line.substring(5)));
        line = lines.readLine();
      }
      assertThat(line)
          .contains("INTERNAL_SERVER_ERROR")
          .contains("could not write to " + folder)
          .contains("File too large");
      new ProcessBuilder("prlimit", "--pid", Long.toString(writer.pid()), "--fsize=unlimited")
          .inheritIO()
          .start()
          .waitFor();
      while (!line.startsWith("done ")) {
        line = lines.readLine();
      }
      for (int i = 0; i < 200; i++) {
        acknowledged.add(Integer.parseInt(line.substring(5)));
        line = lines.readLine();
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }
    assertThat(acknowledged).hasSizeGreaterThan(200);
    check("after a full disk", acknowledged);
  }

  @Test
  void aFolderOfDynamoDbLocalIsRefusedAndTheErrorSaysWhatToDo() throws IOException {
    Files.createFile(folder.resolve("shared-local-instance.db"));
    assertThatThrownBy(() -> DynamoDb.open(folder, "us-east-1", "123456789012"))
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("Start with a new folder");
  }

  @Test
  void aFolderThatAnotherStoreHasOpenIsRefused() {
    try (DynamoDb first = DynamoDb.open(folder, "us-east-1", "123456789012")) {
      assertThat(first.call("ListTables", Calls.json("{}")).get("TableNames")).isEmpty();
      assertThatThrownBy(() -> DynamoDb.open(folder, "us-east-1", "123456789012"))
          .hasMessageContaining("locked");
    }
  }

  private Process start(List<String> before, int firstId, int characters) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            KilledWriter.class.getName(),
            folder.toString(),
            Integer.toString(firstId),
            Integer.toString(characters)));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
