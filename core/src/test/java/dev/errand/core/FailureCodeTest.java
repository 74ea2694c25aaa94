package dev.errand.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureCodeTest {

  @ParameterizedTest
  @EnumSource
  void isReadBackFromItsExitCode(FailureCode code) {
    code.exitCode().ifPresent(exit -> assertThat(FailureCode.ofExitCode(exit)).contains(code));
  }

  @Test
  void isOutOfMemoryWhereTheJvmEndedForLackOfHeap() {
    assertThat(FailureCode.ofExitCode(3)).contains(FailureCode.OUT_OF_MEMORY);
  }

  @Test
  void hasNoExitCodeTwiceAndNoneForSuccess() {
    IntStream exitCodes =
        Arrays.stream(FailureCode.values())
            .filter(code -> code.exitCode().isPresent())
            .mapToInt(code -> code.exitCode().getAsInt());

    assertThat(exitCodes.boxed()).doesNotHaveDuplicates().doesNotContain(0);
    assertThat(FailureCode.ofExitCode(0)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void isPublishedAsAWordAndASentence(FailureCode code) {
    assertThat(code.word()).matches("[a-z]+(-[a-z]+)*");
    assertThat(code.title()).matches("The .*\\.");
  }
}
