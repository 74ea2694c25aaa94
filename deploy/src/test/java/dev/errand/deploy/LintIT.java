package dev.errand.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintIT {

  /** In one run, whose output names the files: most of its time it loads its rules. */
  @Test
  void cfnLintFindsNothingWithAllItsRulesOn() {
    assertThat(lint("template.yaml", "deploy/cloudformation.json", "deploy/vpc.yaml"))
        .isEqualTo(new Tool.Answer(0, ""));
  }

  /** Only in the translated template: cfn-lint does not look into the policies of SAM functions. */
  @Test
  void cfnLintFindsAnActionThatDoesNotExist(@TempDir Path folder) throws IOException {
    String broken =
        Deployment.text(Deployment.TRANSLATED).replace("states:StartExecution", "states:Begin");

    Path file = Files.writeString(folder.resolve("cloudformation.json"), broken);

    assertThat(lint(file.toString()).output()).contains("'begin' is not one of");
  }

  private static Tool.Answer lint(String... files) {
    List<String> arguments = new ArrayList<>(List.of("-c", "I", "--"));
    Stream.of(files).map(Deployment.ROOT::resolve).map(Path::toString).forEach(arguments::add);
    return Tool.onPath("cfn-lint", "pip install cfn-lint").run(arguments.toArray(String[]::new));
  }
}
