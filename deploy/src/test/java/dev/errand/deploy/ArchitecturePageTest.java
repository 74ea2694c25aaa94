package dev.errand.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/architecture.md} names code that is there. */
class ArchitecturePageTest {

  private static final Path PAGE = Deployment.ROOT.resolve("docs/architecture.md");

  /** A folder or package, and a class in it: {@code report/Status}. */
  private static final Pattern CLASS = Pattern.compile("`(?:[a-z]+/…/)?([a-z]+)/([A-Z]\\w+)[`.]");

  @Test
  void everyClassThatThePageNamesIsInThePackageThatItNames() throws IOException {
    Set<String> sources = sources();

    assertThat(Deployment.text(PAGE)).containsPattern(CLASS);
    assertThat(CLASS.matcher(Deployment.text(PAGE)).results().map(ArchitecturePageTest::source))
        .hasSizeGreaterThan(40)
        .isSubsetOf(sources);
  }

  @ParameterizedTest
  @ValueSource(strings = {"functions", "worker", "states", "local", "dynamodb", "cli"})
  void everyPackageOfAModuleIsInItsSection(String module) throws IOException {
    String section = Deployment.text(PAGE).split("### " + module + "\n", 2)[1].split("\n##", 2)[0];

    assertThat(packages(module))
        .hasSizeGreaterThan(5)
        .allSatisfy(name -> assertThat(section).containsPattern("\\b" + name + "\\b"));
  }

  private static List<String> packages(String module) throws IOException {
    Path root = Deployment.ROOT.resolve(module).resolve("src/main/java/dev/errand").resolve(module);
    try (Stream<Path> folders = Files.list(root)) {
      return folders.filter(Files::isDirectory).map(Path::getFileName).map(Path::toString).toList();
    }
  }

  private static String source(MatchResult named) {
    return named.group(1) + "/" + named.group(2) + ".java";
  }

  /** Every source file with the folder that it lies in. */
  private static Set<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Deployment.ROOT, 12)) {
      return files
          .filter(
              file -> file.toString().endsWith(".java") && file.toString().contains("/src/main/"))
          .map(file -> file.getParent().getFileName() + "/" + file.getFileName())
          .collect(Collectors.toSet());
    }
  }
}
