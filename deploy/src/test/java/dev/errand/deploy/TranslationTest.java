package dev.errand.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TranslationTest {

  private static final String REFRESH = "python3 deploy/translate.py > deploy/cloudformation.json";

  @Test
  void theTranslatedTemplateIsTheReviewedOne() {
    Tool python = Tool.onPath("python3", "install Python 3 and cfn-lint");
    Tool.skipUnless(
        python.run("-c", "import cfnlint, samtranslator").exitCode() == 0,
        "python3 has no samtranslator: pip install cfn-lint");

    Tool.Answer answer = python.run(Deployment.TRANSLATE.toString());

    assertThat(answer.exitCode()).as(answer.output()).isZero();
    assertThat(answer.output().strip())
        .as("deploy/cloudformation.json differs; review what %s changes", REFRESH)
        .isEqualTo(Deployment.text(Deployment.TRANSLATED).strip());
  }
}
