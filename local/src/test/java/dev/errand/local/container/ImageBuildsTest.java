package dev.errand.local.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.local.container.ContainerEngine.Kind;
import dev.errand.local.container.ImageBuilds.BuildFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine is a stand-in that has the images which it was told to build. */
class ImageBuildsTest {

  private static final String BUILDS =
      """
      case $1 in
        image) [ -e "$0.$(echo "$5" | tr /: __)" ] ;;
        build) echo STEP 1/2: FROM base; echo of no interest; : >"$0.$(echo "$3" | tr /: __)" ;;
      esac""";

  @TempDir private Path root;
  private Path folder;
  private final List<String> statusLines = new ArrayList<>();

  @BeforeEach
  void write() throws IOException {
    folder = Files.createDirectories(root.resolve("sums"));
    Files.writeString(folder.resolve("Dockerfile"), "FROM base\n");
  }

  @Test
  void builtOnceForEachContentOfTheFolder() throws Exception {
    StandInEngine engine = StandInEngine.of(root, Kind.PODMAN, BUILDS);
    ImageBuilds builds = builds(Kind.PODMAN);

    String first = builds.built("errand-sums", folder);
    assertThat(builds.built("errand-sums", folder)).isEqualTo(first);
    Files.writeString(folder.resolve("worker.py"), "pass\n");
    String second = builds.built("errand-sums", folder);

    assertThat(first).matches("localhost/errand-sums:[0-9a-f]{16}");
    assertThat(second).isNotEqualTo(first);
    assertThat(engine.calls().stream().filter(call -> call.startsWith("build ")))
        .containsExactly(
            "build --tag %s --network host --file %s/Dockerfile %s"
                .formatted(first, folder, folder),
            "build --tag %s --network host --file %s/Dockerfile %s"
                .formatted(second, folder, folder));
  }

  @Test
  void theStepsOfABuildAreStatusLines() throws Exception {
    StandInEngine.of(root, Kind.PODMAN, BUILDS);

    var unused = builds(Kind.PODMAN).built("errand-sums", folder);

    assertThat(statusLines)
        .containsExactly(
            "Building the image of %s by podman 1 (its log is %s/image-errand-sums.log) ..."
                .formatted(folder, root),
            "  STEP 1/2: FROM base");
    assertThat(root.resolve("image-errand-sums.log"))
        .hasContent("STEP 1/2: FROM base\nof no interest");
  }

  @Test
  void aBuildThatFailsSaysWhy() throws IOException {
    StandInEngine.of(
        root, Kind.DOCKER, "[ $1 = build ] && echo 'no such host: registry' >&2; exit 1");

    String failure =
        "docker 1 cannot build the image of %s: no such host: registry (its log is"
                .formatted(folder)
            + " %s/image-errand-sums.log)".formatted(root);
    assertThatThrownBy(() -> builds(Kind.DOCKER).built("errand-sums", folder))
        .isInstanceOf(BuildFailed.class)
        .hasMessage(failure);
    assertThat(statusLines).endsWith(failure);
  }

  @Test
  void theDigestOfAFolderDependsOnNamesContentsAndModes() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "1");
    String before = FolderDigest.of(folder);

    Files.writeString(file, "2");
    String otherContent = FolderDigest.of(folder);
    Path renamed = Files.move(file, folder.resolve("b"));
    String otherName = FolderDigest.of(folder);
    assertThat(renamed.toFile().setExecutable(true)).isTrue();
    String otherMode = FolderDigest.of(folder);

    assertThat(List.of(before, otherContent, otherName, otherMode)).doesNotHaveDuplicates();
    assertThat(FolderDigest.of(folder)).isEqualTo(otherMode);
  }

  private ImageBuilds builds(Kind kind) {
    return new ImageBuilds(
        new ContainerEngine(kind, root.resolve(kind.command()), "1"), root, statusLines::add);
  }
}
