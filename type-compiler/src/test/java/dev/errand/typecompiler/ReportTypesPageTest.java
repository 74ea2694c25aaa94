package dev.errand.typecompiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.errand.core.request.ParsedRequest;
import dev.errand.core.request.RequestParser;
import dev.errand.core.type.ReportType;
import dev.errand.core.type.ReportTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of {@code docs/report-types.md} is a type, and its request is one of it. */
class ReportTypesPageTest {

  private static final String TYPE = "invoices";

  @TempDir private Path folder;
  private Path types;
  private String page;

  @BeforeEach
  void prepare() throws IOException {
    types = Files.createDirectories(folder.resolve("report-types"));
    Files.copy(Path.of("../report-types/type.schema.json"), types.resolve("type.schema.json"));
    page = Files.readString(Path.of("../docs/report-types.md"));
  }

  @Test
  void theTypeCompilesAndTakesTheRequest() throws IOException {
    compile(block("yaml"));

    ReportType invoices =
        ReportType.of(
            TYPE,
            JSON.std.mapFrom(
                Files.readString(folder.resolve("classes/report-types/invoices.json"))));
    assertThat(new RequestParser(new ReportTypes(List.of(invoices))).parse(block("json")))
        .isInstanceOf(ParsedRequest.Valid.class);
  }

  @Test
  void theErrorIsThatOfAnOwnerWhoseFieldIsNoUuid() {
    String broken = block("yaml").replace("format: uuid}", "format: uri}");

    assertThatThrownBy(() -> compile(broken)).hasMessageContaining(error());
  }

  private void compile(String yaml) throws IOException {
    Files.writeString(Files.createDirectories(types.resolve(TYPE)).resolve("type.yaml"), yaml);
    new TypeCompiler(types).compile(folder.resolve("classes"));
  }

  private String block(String language) {
    return only("(?ms)^ *```" + language + "\n(.*?)```").replaceAll("(?m)^ {3}", "");
  }

  private String error() {
    return only("(?m)^ +(report-types/invoices/type\\.yaml:.*)$");
  }

  private String only(String pattern) {
    List<String> found =
        Pattern.compile(pattern).matcher(page).results().map(ReportTypesPageTest::text).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static String text(MatchResult found) {
    return found.group(1);
  }
}
