package dev.errand.worker.artifact;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/** hyparquet, a reader of Parquet in JavaScript that shares no code with the writer. */
public final class Hyparquet {

  private static final Path LIBRARY =
      Path.of("../target/tools/node_modules/hyparquet/src/index.js");
  private static final Path PROGRAM = Path.of("src/test/resources/parquet.mjs");

  private static final String MISSING =
      "hyparquet is missing: npm install --prefix target/tools --no-save asl-validator@4.0.0"
          + " json-server@0.17.4 hyparquet@1.33.0";

  private Hyparquet() {}

  /** Skips a test that calls it where it is not installed, and says so in the log. */
  public static void assumeInstalled() {
    assumeTrue(isInstalled(), "skipped: " + MISSING);
  }

  private static boolean isInstalled() {
    boolean installed = Files.exists(LIBRARY);
    if (!installed) {
      System.out.println("[SKIPPED] " + MISSING);
    }
    return installed;
  }

  /** The same for the properties of a class. For jqwik, a failed assumption there is an error. */
  public static final class Installed implements SkipExecutionHook {

    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
      return isInstalled() ? SkipResult.doNotSkip() : SkipResult.skip(MISSING);
    }
  }

  /** The metadata of a file, {@code columns} and {@code groups}, and its {@code rows}. */
  public static JsonNode read(Path file) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "node",
                PROGRAM.toString(),
                LIBRARY.toAbsolutePath().toUri().toString(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    JsonNode json = new JsonMapper().readTree(process.getInputStream());
    if (process.waitFor() != 0) {
      throw new AssertionError("hyparquet cannot read " + file);
    }
    return json;
  }

  /** The rows of a file. */
  public static List<List<String>> rows(Path file) throws IOException, InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode row : read(file).get("rows")) {
      List<String> values = new ArrayList<>();
      row.forEach(value -> values.add(value.isNull() ? null : value.asText()));
      rows.add(values);
    }
    return rows;
  }
}
