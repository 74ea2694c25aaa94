package dev.errand.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.local.LoggedLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Executions that cannot be saved for a while. */
class FullDiskTest extends ManualTimeFixture {

  @Test
  void continuesFromWhatIsSavedWhenTheDiskHasRoomAgain() throws Exception {
    String arn = start("one", "{}");
    Path inTheWay = inTheWayOf("execution.json.new");
    service.last().succeed();
    timer.advance(Duration.ofSeconds(15));
    assertThat(stepFunctions.status(arn)).isEqualTo(Status.RUNNING);
    assertThat(service.calls)
        .as("it asks for the same task again")
        .hasSize(2)
        .extracting(call -> call.call().token())
        .containsOnly(service.last().call().token());

    Files.delete(inTheWay);
    service.last().succeed();
    timer.settle();

    assertThat(stepFunctions.status(arn)).isEqualTo(Status.SUCCEEDED);
    assertThat(statuses()).containsExactly("RUNNING", "SUCCEEDED");
    assertThat(types(arn)).doesNotHaveDuplicates().contains("TaskSucceeded");
  }

  @Test
  void saysOnceThatTheDiskIsFullAndOnceThatItContinues() throws Exception {
    start("one", "{}");
    Path inTheWay = inTheWayOf("execution.json.new");
    service.last().succeed();

    List<String> full = LoggedLines.during(() -> timer.advance(Duration.ofSeconds(60)));
    Files.delete(inTheWay);
    service.last().succeed();
    List<String> continued = LoggedLines.during(timer::settle);

    assertThat(full).singleElement().asString().contains(ARN + "one", "is tried again");
    assertThat(continued).singleElement().asString().contains(ARN + "one", "continues");
  }

  @Test
  void timesOutAlthoughTheDiskWasFullAtTheTimeLimit() throws Exception {
    String arn = start("one", "{}");
    Path inTheWay = inTheWayOf("execution.json.new");
    timer.advance(Duration.ofSeconds(3601));
    assertThat(stepFunctions.status(arn)).isEqualTo(Status.RUNNING);

    Files.delete(inTheWay);
    timer.advance(Duration.ofSeconds(2));

    assertThat(stepFunctions.status(arn)).isIn(Status.TIMED_OUT, Status.FAILED);
  }

  /** A folder where a file of the execution {@code one} has to be written. */
  private Path inTheWayOf(String file) throws IOException {
    return Files.createDirectory(
        folder.resolve("executions/reports").resolve(FolderName.of("one")).resolve(file));
  }
}
