package dev.errand.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errand.core.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The console's files, without a browser. */
class ConsoleFilesTest {

  private static final Path FILES = Path.of("../console").toAbsolutePath().normalize();

  @Test
  void everyFailureHasAnAdvice() throws IOException {
    String advice = Files.readString(FILES.resolve("failures.js"));

    assertThat(FailureCode.values())
        .allSatisfy(code -> assertThat(advice).containsPattern("'?" + code.word() + "'?: '"));
  }

  @Test
  void noFileOfOursMakesMarkupOutOfText() throws IOException {
    assertThat(ours())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            file ->
                assertThat(Files.readString(file))
                    .doesNotContain(
                        "innerHTML",
                        "dangerouslySetInnerHTML",
                        "srcdoc",
                        "eval(",
                        "document.write"));
  }

  @Test
  void everyLibraryHasItsLicenseAndTheIntegrityOfItsPackage() throws IOException {
    JsonNode libraries = new ObjectMapper().readTree(FILES.resolve("vendor/vendor.json").toFile());

    assertThat(libraries).hasSize(4);
    for (JsonNode library : libraries) {
      assertThat(library.path("integrity").asText()).startsWith("sha512-");
      assertThat(library.path("license").asText()).isIn("MIT", "Apache-2.0");
      List<String> files =
          library.path("files").propertyStream().map(file -> file.getValue().asText()).toList();
      assertThat(files).anyMatch(file -> file.endsWith(".LICENSE"));
      assertThat(files)
          .allMatch(file -> Files.isRegularFile(FILES.resolve("vendor").resolve(file)));
    }
  }

  private static List<Path> ours() throws IOException {
    try (Stream<Path> files = Files.walk(FILES)) {
      return files
          .filter(file -> file.toString().endsWith(".js") && !file.toString().contains("/vendor/"))
          .toList();
    }
  }
}
