package dev.errand.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LintTest {

  @ParameterizedTest
  @ValueSource(strings = {"template.yaml", "deploy/cloudformation.json", "deploy/vpc.yaml"})
  void cfnLintFindsNothingWithAllItsRulesOn(String file) {
    assertThat(lint(Deployment.ROOT.resolve(file))).isEqualTo(new Tool.Answer(0, ""));
  }

  /** Only in the translated template: cfn-lint does not look into the policies of SAM functions. */
  @Test
  void cfnLintFindsAnActionThatDoesNotExist(@TempDir Path folder) throws IOException {
    String broken =
        Deployment.text(Deployment.TRANSLATED).replace("states:StartExecution", "states:Begin");

    Path file = Files.writeString(folder.resolve("cloudformation.json"), broken);

    assertThat(lint(file).output()).contains("'begin' is not one of");
  }

  private static Tool.Answer lint(Path file) {
    return Tool.onPath("cfn-lint", "pip install cfn-lint").run("-c", "I", "--", file.toString());
  }
}
