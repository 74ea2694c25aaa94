package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Commands of a page, run in the checkout against a stage in another folder than {@code .errand}.
 */
record Shell(StageProcess stage) {

  /** Whether a program is installed. */
  static boolean has(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Path.of(folder, program).toFile().canExecute());
  }

  /** Runs them in one shell, which stops at the first that fails; what they print. */
  String run(String commands) throws Exception {
    String script =
        commands
            .replace(".errand/", stage.data() + "/")
            .replace("./errand ", StageProcess.APP.resolve("bin/errand") + " ");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
            .directory(StageProcess.ROOT.toFile())
            .redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "ERRAND_DATA", stage.data().toString(),
                "AWS_REGION", stage.field("region"),
                "AWS_DEFAULT_REGION", stage.field("region"),
                "AWS_ACCESS_KEY_ID", stage.field("access_key_id"),
                "AWS_SECRET_ACCESS_KEY", stage.field("secret_access_key"),
                "AWS_PAGER", ""));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(script + "\n" + output).isZero();
    return output;
  }
}
