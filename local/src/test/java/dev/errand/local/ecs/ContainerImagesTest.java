package dev.errand.local.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.local.Checkout;
import dev.errand.local.template.TaskDefinitionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerImagesTest {

  @TempDir private Path root;

  @Test
  void aReportTypeWithADockerfileRunsItsOwnImage() throws IOException {
    Path type = Files.createDirectories(root.resolve("report-types/sums"));
    Files.writeString(
        type.resolve("Dockerfile"), "FROM python\nENTRYPOINT [\"python3\", \"/app/worker.py\"]\n");

    assertThat(image("stack-sums").command())
        .containsExactly("python3", type.toAbsolutePath() + "/worker.py");
  }

  @Test
  void anyOtherReportTypeRunsTheWorker() throws IOException {
    Files.createDirectories(root.resolve("report-types/records"));

    assertThat(image("stack-records")).isEqualTo(ContainerImage.ofWorker(new Checkout(root)));
    assertThat(image("stack-worker")).isEqualTo(ContainerImage.ofWorker(new Checkout(root)));
  }

  private ContainerImage image(String family) {
    return ContainerImages.of(new Checkout(root), "stack")
        .of(
            new TaskDefinitionSpec(
                "Task", "arn:aws:ecs:::" + family, family, "256", "512", false, List.of()));
  }
}
