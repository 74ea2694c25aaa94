package dev.errand.worker.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image that Jib built without a registry equals the image of the Dockerfile. */
class JibImageIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Dockerfile DOCKERFILE = Dockerfile.read();

  @TempDir private static Path folder;

  private static Path root;
  private static JsonNode config;

  @BeforeAll
  static void unpack() throws Exception {
    Path image = Files.createDirectory(folder.resolve("image"));
    root = Files.createDirectory(folder.resolve("root"));
    untar(Path.of("target/jib-image.tar"), image);
    JsonNode manifest = JSON.readTree(image.resolve("manifest.json").toFile()).path(0);
    config = JSON.readTree(image.resolve(manifest.path("Config").asText()).toFile()).path("config");
    for (JsonNode layer : manifest.path("Layers")) {
      untar(image.resolve(layer.asText()), root);
    }
  }

  @Test
  void theUserEqualsTheDockerfile() {
    assertThat(config.path("User").asText()).isEqualTo(DOCKERFILE.only("USER"));
  }

  @Test
  void theEntryPointEqualsTheDockerfileExceptForTheArchive() {
    List<String> words =
        DOCKERFILE.command("ENTRYPOINT").stream()
            .filter(word -> !word.startsWith("-XX:AOTCache="))
            .toList();

    assertThat(config.path("Entrypoint"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(words);
    assertThat(config.path("Cmd")).isEmpty();
  }

  @Test
  void theEnvironmentEqualsTheDockerfile() {
    assertThat(config.path("Env"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(DOCKERFILE.all("ENV"));
  }

  @Test
  void theFilesEqualTheDockerfile() throws IOException {
    assertThat(DOCKERFILE.all("COPY"))
        .containsExactly(
            "target/app /app",
            "training/target/training.jar /training/training.jar",
            "--from=training /app /app");

    assertThat(files(root)).isEqualTo(files(Path.of("target/app"), "app/"));
  }

  @Test
  void containsTheConscryptLibraryOnceForEachArchitectureOfFargate() throws Exception {
    assertThat(DOCKERFILE.command("ENTRYPOINT")).contains("-Djava.library.path=/app/native");

    assertThat(files(root.resolve("app/native")).keySet())
        .containsExactly(
            "libconscrypt_openjdk_jni-linux-aarch_64.so",
            "libconscrypt_openjdk_jni-linux-x86_64.so");
    assertThat(conscryptsJar())
        .contains("org/conscrypt/Conscrypt.class")
        .allSatisfy(name -> assertThat(name).doesNotContain("/native/"));
  }

  private static List<String> conscryptsJar() throws IOException {
    try (Stream<Path> jars = Files.list(root.resolve("app/lib"));
        JarFile jar =
            new JarFile(
                jars.filter(file -> file.getFileName().toString().startsWith("conscrypt"))
                    .findFirst()
                    .orElseThrow()
                    .toFile())) {
      return jar.stream().map(JarEntry::getName).toList();
    }
  }

  private static Map<String, Long> files(Path folder) throws IOException {
    return files(folder, "");
  }

  private static Map<String, Long> files(Path folder, String prefix) throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        sizes.put(prefix + folder.relativize(file), Files.size(file));
      }
    }
    assertThat(sizes).isNotEmpty();
    return sizes;
  }

  private static void untar(Path archive, Path into) throws Exception {
    Process tar =
        new ProcessBuilder("tar", "-xf", archive.toString(), "-C", into.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).as("tar -xf " + archive).isZero();
  }
}
