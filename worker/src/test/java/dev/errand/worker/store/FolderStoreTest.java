package dev.errand.worker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderStoreTest {

  private static final String KEY = "reports/a/report.csv";
  private static final String TYPE = "text/csv";

  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = new FolderStore(folder.resolve("out"));
  }

  @Test
  void isEmptyAtFirst() throws IOException {
    assertThat(store.get(KEY)).isEmpty();
    assertThat(store.size(KEY)).isEmpty();
    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> store.open(KEY));
    store.abortUploads("", Optional.empty());
  }

  @Test
  void storesTheBytesUpToTheLengthAndReplacesThem() throws IOException {
    put(KEY, "first, and longer");
    store.put(KEY, bytes("second###"), 6, TYPE);

    assertThat(text(KEY)).isEqualTo("second");
    assertThat(store.get(KEY)).hasValue(bytes("second"));
    assertThat(store.size(KEY)).hasValue(6);
  }

  @Test
  void leavesNoTemporaryFiles() throws IOException {
    put(KEY, "x");
    finish(begin(KEY), "y");

    try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
      assertThat(files.filter(Files::isRegularFile))
          .containsExactly(folder.resolve("out").resolve(KEY));
    }
  }

  @Test
  void anUploadIsSeenOnlyWhenItIsComplete() throws IOException {
    String upload = begin(KEY);
    List<UploadedPart> parts = List.of(part(upload, 1, 0, "one "), part(upload, 2, 4, "two"));
    assertThat(store.get(KEY)).isEmpty();

    store.completeUpload(KEY, upload, parts);

    assertThat(text(KEY)).isEqualTo("one two");
    assertThat(parts).extracting(UploadedPart::size).containsExactly(4L, 3L);
  }

  @Test
  void aPartThatIsWrittenAgainReplacesTheFirst() throws IOException {
    String upload = begin(KEY);
    part(upload, 1, 0, "a part that was cut off");
    UploadedPart again = part(upload, 1, 0, "whole");

    store.completeUpload(KEY, upload, List.of(again));

    assertThat(text(KEY)).isEqualTo("whole");
  }

  @Test
  void anUploadReplacesTheObjectThatWasThere() throws IOException {
    put(KEY, "old");
    finish(begin(KEY), "new");

    assertThat(text(KEY)).isEqualTo("new");
  }

  @Test
  void anotherProcessCanContinueAnUpload() throws IOException {
    String upload = begin(KEY);
    UploadedPart first = part(upload, 1, 0, "one ");
    open();
    UploadedPart second = part(upload, 2, 4, "two");

    store.completeUpload(KEY, upload, List.of(first, second));

    assertThat(text(KEY)).isEqualTo("one two");
  }

  @Test
  void aCompletedOrUnknownUploadDoesNotExist() throws IOException {
    String upload = begin(KEY);
    finish(upload, "x");

    assertThatExceptionOfType(UploadNotFoundException.class)
        .isThrownBy(() -> part(upload, 2, 1, "y"));
    assertThatExceptionOfType(UploadNotFoundException.class)
        .isThrownBy(() -> store.completeUpload(KEY, UUID.randomUUID().toString(), List.of()));
  }

  @Test
  void abortsAllUploadsOfAReportExceptOne() throws IOException {
    String kept = begin(KEY);
    String aborted = begin("reports/a/report.xlsx");
    String ofAnother = begin("reports/b/report.csv");
    part(aborted, 1, 0, "x");

    store.abortUploads("reports/a/", Optional.of(kept));

    assertThatExceptionOfType(UploadNotFoundException.class)
        .isThrownBy(() -> part(aborted, 2, 1, "y"));
    finish(kept, "kept");
    assertThat(text(KEY)).isEqualTo("kept");
    assertThat(part(ofAnother, 1, 0, "another's").size()).isEqualTo(9);
  }

  @Test
  void anIncompleteUploadFolderDoesNotPreventOtherUploads() throws IOException {
    Files.createDirectories(folder.resolve("out/.uploads").resolve(UUID.randomUUID().toString()));
    String aborted = begin(KEY);

    store.abortUploads("reports/a/", Optional.empty());

    assertThatExceptionOfType(UploadNotFoundException.class)
        .isThrownBy(() -> part(aborted, 1, 0, "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "reports/../../x", "/etc/x"})
  void rejectsAKeyOutsideOfTheFolder(String key) {
    assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> put(key, "x"));
    assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> store.get(key));
  }

  private void put(String key, String text) throws IOException {
    store.put(key, bytes(text), bytes(text).length, TYPE);
  }

  private String begin(String key) throws IOException {
    return store.beginUpload(key, TYPE);
  }

  private UploadedPart part(String upload, int number, long offset, String text)
      throws IOException {
    return store.uploadPart(KEY, upload, number, offset, bytes(text), bytes(text).length);
  }

  private void finish(String upload, String text) throws IOException {
    store.completeUpload(KEY, upload, List.of(part(upload, 1, 0, text)));
  }

  private String text(String key) throws IOException {
    try (InputStream in = store.open(key)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
