package dev.errand.local.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionTest {

  private static final String MEND = "npm install --no-save asl-validator@4.0.0";

  @Test
  void aslValidatorFindsNothing(@TempDir Path folder) throws IOException {
    Tool.Answer answer = validate(folder, definition());

    assertThat(answer.exitCode()).as(answer.output()).isZero();
  }

  @Test
  void aslValidatorFindsAStateThatLeadsNowhere(@TempDir Path folder) throws IOException {
    Tool.Answer answer =
        validate(folder, definition().replace("\"Next\": \"Pause\"", "\"Next\": \"Nowhere\""));

    assertThat(answer.exitCode()).as(answer.output()).isNotZero();
  }

  private static String definition() {
    return Deployment.text(Deployment.ROOT.resolve("statemachine/report.asl.json"))
        .replaceAll("\\$\\{Partition}", "aws")
        .replaceAll("\\$\\{[A-Za-z]+}", "substituted");
  }

  private static Tool.Answer validate(Path folder, String definition) throws IOException {
    Path file = Files.writeString(folder.resolve("definition.json"), definition);
    return validator().run("--json-path", file.toString());
  }

  private static Tool validator() {
    Path installed = Deployment.ROOT.resolve("node_modules/.bin/asl-validator");
    return Files.isExecutable(installed)
        ? new Tool(List.of(installed.toString()), MEND)
        : Tool.onPath("asl-validator", MEND);
  }
}
