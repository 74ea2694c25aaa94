package dev.errand.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessIT {

  private static final Duration GRACE = Duration.ofSeconds(5);

  @TempDir private Path folder;

  @Test
  void seesNoVariableOfOursButTheFewThatEveryProgramNeeds() throws IOException {
    start("env", "env", Map.of("GIVEN", "yes")).exit().join();

    assertThat(Files.readAllLines(log("env")))
        .contains("GIVEN=yes")
        .allMatch(line -> line.matches("(GIVEN|PATH|HOME|LANG|TMPDIR|PWD|SHLVL|_|OLDPWD)=.*"));
  }

  @Test
  void exitsWithTheProgramsCode() {
    assertThat(start("seven", "exit 7").exit().join()).isEqualTo(7);
  }

  @Test
  void writesOutputAndErrorsToTheLogInOrder() throws IOException {
    start("talker", "echo one; echo two >&2; echo three").exit().join();

    assertThat(log("talker")).hasContent("one\ntwo\nthree");
  }

  @Test
  void endsWithSigtermWhereTheProgramListens() {
    ChildProcess process = ready("polite", "trap 'exit 75' TERM");

    assertThat(process.terminate(GRACE).join()).isEqualTo(75);
  }

  @Test
  void isKilledAfterTheGraceWhereTheProgramDoesNotListen() {
    ChildProcess process = ready("deaf", "trap '' TERM");

    assertThat(process.terminate(Duration.ofMillis(100)).join()).isEqualTo(128 + 9);
  }

  @Test
  void isDeafToCtrlC() throws IOException {
    ChildProcess process = ready("worker", ":");
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().onExit().join();

    assertThat(process.terminate(GRACE).join()).isEqualTo(128 + 15);
  }

  @Test
  void isForgottenOnceItHasEnded() {
    start("brief", "true").exit().join();

    assertThat(notes()).isEmptyDirectory();
  }

  @Test
  void whatAKilledStageLeftIsEndedByTheNextStartOfTheSameName() {
    ChildProcess orphan = ready("server", ":");
    ChildProcess next = ready("server", ":");

    assertThat(orphan.exit()).succeedsWithin(GRACE).isEqualTo(128 + 15);
    assertThat(next.isAlive()).isTrue();
    next.close();
  }

  /** Before, each of them had its grace after those before it, two at a time on two cores. */
  @Test
  void everythingThatAKilledStageLeftIsEndedAtTheSameTime() {
    List<ChildProcess> orphans =
        IntStream.range(0, 12).mapToObj(i -> ready("deaf-" + i, "trap '' TERM")).toList();
    Duration grace = Duration.ofSeconds(1);
    long begun = System.nanoTime();

    ChildProcess.endOrphans(notes(), grace);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(grace, grace.multipliedBy(4));
    assertThat(orphans).allSatisfy(orphan -> assertThat(orphan.exit()).succeedsWithin(GRACE));
    assertThat(notes()).isEmptyDirectory();
  }

  @Test
  void anotherProcessWithAReusedPidIsNotEnded() throws IOException {
    ChildProcess stranger = ready("stranger", ":");
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(
        other.resolve("ours.process"),
        stranger.pid() + "\n" + Instant.now().minus(Duration.ofHours(1)));

    ChildProcess.endOrphans(other, GRACE);

    assertThat(stranger.isAlive()).isTrue();
    assertThat(other).isEmptyDirectory();
    stranger.close();
  }

  @Test
  void aTornNoteIsNoObstacle() throws IOException {
    Files.createDirectories(notes());
    Files.writeString(notes().resolve("torn.process"), "12");

    ChildProcess.endOrphans(notes(), GRACE);

    assertThat(notes()).isEmptyDirectory();
  }

  @Test
  void aLogThatCannotBeWrittenIsNamed() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    Program program =
        new Program("p", List.of("true"), Map.of(), folder, folder.resolve("file/p.log"));

    assertThatThrownBy(() -> ChildProcess.start(notes(), program))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot start p");
  }

  @Test
  void aProgramWhoseNoteCannotBeWrittenNeverRuns() throws IOException {
    Files.createDirectories(notes().resolve("untracked.process.new/in the way"));

    assertThatThrownBy(() -> start("untracked", "echo ran"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot start untracked");

    await()
        .during(Duration.ofMillis(300))
        .atMost(GRACE)
        .until(() -> Files.exists(log("untracked")) && lines("untracked") == 0);
  }

  @Test
  void aProcessThatEndsTakesNoNoteOfAnother() throws IOException {
    ChildProcess first = ready("server", ":");
    Files.writeString(notes().resolve("server.process"), "1\n" + Instant.now());
    first.close();

    assertThat(notes().resolve("server.process")).exists();
  }

  private ChildProcess ready(String name, String shell) {
    int before = lines(name);
    ChildProcess process =
        start(name, shell + "; echo ready; while true; do /bin/sleep 0.02; done");
    await().atMost(GRACE).until(() -> lines(name) > before);
    return process;
  }

  private int lines(String name) {
    try {
      return Files.exists(log(name)) ? Files.readAllLines(log(name)).size() : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ChildProcess start(String name, String shell) {
    return start(name, shell, Map.of());
  }

  private ChildProcess start(String name, String shell, Map<String, String> environment) {
    List<String> command = List.of("/bin/sh", "-c", shell);
    return ChildProcess.start(notes(), new Program(name, command, environment, folder, log(name)));
  }

  private Path notes() {
    return folder.resolve("processes");
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }
}
