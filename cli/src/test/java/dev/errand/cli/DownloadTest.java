package dev.errand.cli;

import static dev.errand.cli.ScriptedApi.body;
import static dev.errand.cli.ScriptedApi.cut;
import static dev.errand.cli.ScriptedApi.file;
import static dev.errand.cli.ScriptedApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.cli.Errand.Ended;
import dev.errand.cli.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

  private static final byte[] CONTENT =
      "id,amount\r\n1,2.50\r\n".repeat(5000).getBytes(StandardCharsets.UTF_8);
  private static final String RESULT = "/v1/reports/" + Samples.ID + "/result";

  @AutoClose private final ScriptedApi api = new ScriptedApi();
  private final Path folder;
  private final Errand errand;
  private final Path target;

  DownloadTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    errand = Errand.of(api, folder);
    target = folder.resolve("to");
    api.on(RESULT, json(200, result("report.csv", CONTENT, "/files/report.csv")));
  }

  @Test
  void aFileIsSavedAndItsTokenIsNotSentToTheBucket() {
    api.on("/files/report.csv", file(CONTENT));

    Ended ended = download();

    assertThat(ended.code()).as(ended.errors()).isZero();
    assertThat(target.resolve("report.csv")).hasBinaryContent(CONTENT);
    assertThat(api.calls("/files/report.csv").get(0).header("Authorization")).isEmpty();
  }

  @Test
  void anErrorIsNotSavedAsTheFile() {
    api.on(
        "/files/report.csv",
        body(403, "application/xml", "<Error/>".getBytes(StandardCharsets.UTF_8)));

    Ended ended = download();

    assertThat(ended.code()).isEqualTo(74);
    assertThat(ended.errors()).contains("answered 403");
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void aFileWithAnotherDigestIsNotSaved() {
    byte[] wrong = CONTENT.clone();
    wrong[7]++;
    api.on("/files/report.csv", file(wrong));

    Ended ended = download();

    assertThat(ended.code()).isEqualTo(74);
    assertThat(ended.errors()).contains("SHA-256");
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void whatWasDamagedOnceIsFetchedWholeAgain() {
    byte[] wrong = CONTENT.clone();
    wrong[7]++;
    api.on("/files/report.csv", file(wrong), file(CONTENT));

    assertThat(download().code()).isZero();
    assertThat(target.resolve("report.csv")).hasBinaryContent(CONTENT);
  }

  @Test
  void aConnectionThatBreaksIsTakenUpWhereItBroke() {
    api.on("/files/report.csv", cut(200, CONTENT, 30_000), file(CONTENT));

    assertThat(download().code()).isZero();
    assertThat(target.resolve("report.csv")).hasBinaryContent(CONTENT);
    assertThat(api.calls("/files/report.csv").get(1).header("Range")).matches("bytes=[1-9][0-9]*-");
  }

  @Test
  void aLaterCommandContinuesToo() {
    api.on("/files/report.csv", cut(200, CONTENT, 30_000), body(503, "text/plain", new byte[1]));
    assertThat(download().code()).isEqualTo(74);
    assertThat(target.resolve("report.csv")).doesNotExist();
    int before = api.calls("/files/report.csv").size();
    api.on("/files/report.csv", file(CONTENT));

    assertThat(download().code()).isZero();

    assertThat(target.resolve("report.csv")).hasBinaryContent(CONTENT);
    assertThat(api.calls("/files/report.csv").get(before).header("Range")).startsWith("bytes=");
    assertThat(target.toFile().list()).containsExactly("report.csv");
  }

  @Test
  void aServerThatKnowsNoRangesSendsTheWhole() {
    api.on("/files/report.csv", cut(200, CONTENT, 30_000), body(200, "text/csv", CONTENT));

    assertThat(download().code()).isZero();
    assertThat(target.resolve("report.csv")).hasBinaryContent(CONTENT);
  }

  @Test
  void anExpiredAddressIsRequestedAgain() {
    api.on(
        RESULT,
        json(200, result("report.csv", CONTENT, "/files/old")),
        json(200, result("report.csv", CONTENT, "/files/new")));
    api.on("/files/old", body(403, "application/xml", new byte[1]));
    api.on("/files/new", file(CONTENT));

    assertThat(download().code()).isZero();
    assertThat(target.resolve("report.csv")).hasBinaryContent(CONTENT);
  }

  @Test
  void aFileThatIsThereIsNotFetchedAgain() throws IOException {
    Files.createDirectories(target);
    Files.write(target.resolve("report.csv"), CONTENT);

    assertThat(download().code()).isZero();
    assertThat(api.calls("/files/report.csv")).isEmpty();
  }

  @Test
  void anotherFileInItsPlaceIsReplaced() throws IOException {
    api.on("/files/report.csv", file(CONTENT));
    Files.createDirectories(target);
    Files.writeString(target.resolve("report.csv"), "older");

    assertThat(download().code()).isZero();
    assertThat(target.resolve("report.csv")).hasBinaryContent(CONTENT);
  }

  @Test
  void namesThatLeadOutOfTheFolderAreRefused() {
    for (String name : List.of("../evil", "/etc/evil", "..", ".bashrc", "a/b", "a\\b", "")) {
      api.on(RESULT, json(200, result(name, CONTENT, "/files/report.csv")));

      assertThat(download().code()).as(name).isEqualTo(69);
    }
    assertThat(api.calls("/files/report.csv")).isEmpty();
  }

  @Test
  void placesThatCannotBeWrittenAreNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThat(errand.run("download", Samples.ID, "--to", file.toString()).errors())
        .isEqualToIgnoringNewLines(
            "errand: %s is a file; name a folder to save into".formatted(file));
    Ended impossible = errand.run("download", Samples.ID, "--to", file + "/below");
    assertThat(impossible.code()).isEqualTo(74);
    assertThat(impossible.errors())
        .startsWith("errand: cannot create the folder %s/below: ".formatted(file))
        .hasLineCount(1);
  }

  @Test
  void onlyTheFilesThatAreNamedAreFetched() {
    Ended ended = errand.run("download", Samples.ID, "--to", target.toString(), "--only", "x.csv");

    assertThat(ended.code()).isEqualTo(66);
    assertThat(ended.errors()).contains("no file x.csv; it has report.csv");
  }

  @Test
  void asJsonItSaysWhatWasSaved() {
    api.on("/files/report.csv", file(CONTENT));

    Json json =
        Samples.parse(
            errand.run("download", Samples.ID, "--to", target.toString(), "--json").out());

    assertThat(json.at("files").list().get(0).at("path").text())
        .isEqualTo(target.resolve("report.csv").toString());
  }

  private Ended download() {
    return errand.run("download", Samples.ID, "--to", target.toString());
  }

  private String result(String name, byte[] content, String path) {
    return Json.object(
            "row_count",
            5000,
            "artifacts",
            Json.array(
                List.of(
                    Json.object(
                        "name",
                        name,
                        "size_bytes",
                        content.length,
                        "sha256",
                        sha256(content),
                        "url",
                        api.url() + path))))
        .toString();
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
