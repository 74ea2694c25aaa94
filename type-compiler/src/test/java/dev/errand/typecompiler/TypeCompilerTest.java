package dev.errand.typecompiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeCompilerTest {

  private static final Path TYPES = Path.of("../report-types");

  /** A type as small as one can be. */
  private static final String TYPE =
      """
      title: Visits of a shop
      description: One row a visit.
      request:
        type: object
        additionalProperties: false
        required: [shop]
        properties:
          shop: {type: string, format: uuid}
          first: {type: string, format: date}
          last: {type: string, format: date}
          code: {type: string, pattern: "^[a-z]+$"}
        examples:
          - {shop: 1266cd5a-1dfa-44f2-83ca-534c30b38555}
      rules:
        - not_after: [/first, /last]
      owner: /shop
      task: {cpu: 256, memory: 512, time_limit_seconds: 3600}
      source: {path: /visits, records: ""}
      columns:
        - {name: id, title: Id, pointer: /id, type: string}
        - {name: at, title: At, pointer: /at, type: timestamp}
      """;

  @TempDir private Path folder;
  private Path types;
  private Path output;

  @BeforeEach
  void prepare() throws IOException {
    types = Files.createDirectories(folder.resolve("report-types"));
    output = folder.resolve("classes");
    Files.copy(TYPES.resolve("type.schema.json"), types.resolve("type.schema.json"));
  }

  @Test
  void writesEachTypeAsJsonOfTheSameStructureAndAnIndex() throws IOException {
    write("visits", TYPE);
    write("a-2", TYPE);
    Files.createDirectories(types.resolve("target/classes"));

    compile();

    assertThat(json("index")).isEqualTo(List.of("a-2", "visits"));
    assertThat(JSON.std.mapFrom(Files.readString(output.resolve("report-types/visits.json"))))
        .containsOnlyKeys(
            "title", "description", "request", "rules", "owner", "task", "source", "columns")
        .containsEntry("title", "Visits of a shop");
  }

  @Test
  void deletesTheFilesOfATypeThatNoLongerExists() throws IOException {
    write("visits", TYPE);
    write("old", TYPE);
    compile();
    Files.delete(types.resolve("old/type.yaml"));
    Files.delete(types.resolve("old"));

    compile();

    assertThat(output.resolve("report-types/old.json")).doesNotExist();
    assertThat(json("index")).isEqualTo(List.of("visits"));
  }

  @Test
  void takesAReportInParquetWithTheDigitsOfADecimal() throws IOException {
    write(
        "visits",
        TYPE.replace("type: timestamp}", "type: decimal, precision: 18, scale: 2}")
            + "output: {formats: [csv, parquet]}\n");

    compile();

    assertThat(Files.readString(output.resolve("report-types/visits.json")))
        .contains("\"precision\":18", "parquet");
  }

  @Test
  void takesEveryTypeOfThisProject() throws IOException {
    new TypeCompiler(TYPES).compile(output);

    assertThat(json("index")).asInstanceOf(LIST).contains("records");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // the schema of types
        "title: Visits of a shop | title: '' | 1: /title: Must have 1 to 100 characters.",
        "owner: /shop | ownr: /shop | 1: /owner: This field is required.",
        "owner: /shop | `owner: /shop\nowns: 1` | 17: /owns: There is no such field. Remove it.",
        "owner: /shop | owner: shop | 16: /owner: Must match the regular expression",
        "cpu: 256 | cpu: 300 | 17: /task/cpu: Must be one of 256, 512",
        "memory: 512 | memory: big | 17: /task/memory: Must be a whole number.",
        "type: timestamp | type: instant | 21: /columns/1/type: Must be one of string, decimal",
        "time_limit_seconds: 3600 | `time_limit_seconds: 3600, image: own` | 18: /source: There is no",
        "source: {path: /visits, records: \"\"} | | 1: /source: This field is required.",
        // what a request's schema has to be
        "type: object | type: array | 4: /request/type: Must be object.",
        "additionalProperties: false | additionalProperty: false | 5: /request/additionalProperty: There is no such keyword",
        "format: date} | format: day} | 9: /request/properties/first/format: There is no format day, but date",
        "^[a-z]+$ | ^[a-z+$ | 11: /request/properties/code/pattern: Is no JSON Schema (2020-12): see format.",
        "code: {type: string | code: {type: strng | 11: /request/properties/code/type",
        "code: {type: string | `code: {$ref: '#/$defs/code', type: string` | 11: /request/properties/code/$ref: Must lead to a schema",
        "code: | `type: {type: string}\n    code:` | 11: /request/properties/type: There is no such field.",
        // its owner, rules and examples
        "required: [shop] | required: [code] | 16: /owner: The schema of the request must require shop.",
        "format: uuid | format: uri | 16: /owner: Its field in the request must have type string and format uuid.",
        "[/first, /last] | [/first, /code] | 15: /rules/0/not_after: Both must be fields",
        "[/first, /last] | [/first, /end] | 15: /rules/0/not_after: Both must be fields",
        "{shop: 1266cd5a-1dfa-44f2-83ca-534c30b38555} | {shop: nobody} | 13: /request/examples/0/shop: Must be a UUID",
        "{shop: 1266cd5a-1dfa-44f2-83ca-534c30b38555} | {} | 13: /request/examples/0/shop: This field is required.",
        // its columns
        "name: at, | name: id, | 21: /columns/1/name: Another column has this name.",
        "type: timestamp} | `type: timestamp, precision: 9, scale: 2}` | 21: /columns/1/precision: Only a column of type decimal",
        "type: timestamp} | `type: decimal, precision: 9}` | 21: /columns/1/precision: Needs a scale beside it.",
        "type: timestamp} | `type: decimal, scale: 2}` | 21: /columns/1/scale: Needs a precision beside it.",
        "type: timestamp} | `type: decimal, precision: 2, scale: 3}` | 21: /columns/1/scale: Must not be greater than",
        "type: timestamp} | `type: decimal, precision: 39, scale: 3}` | 21: /columns/1/precision: Must be 38 or less",
        // its output
        "source: {path | `output: {formats: [csv, parket]}\nsource: {path` | 18: /output/formats/1: Must be one of csv, xlsx, html, jsonl, parquet",
        // YAML
        "title: Visits of a shop | `title: a\ntitle: b` | 2: This is no YAML: found duplicate key title",
        "rules: | rules: ] | 14: This is no YAML:",
      })
  void failsByFileLineAndRule(String right, String wrong, String finding) throws IOException {
    assertThat(TYPE).contains(right);
    write("visits", TYPE.replace(right, wrong == null ? "" : wrong));

    assertThatThrownBy(this::compile)
        .isInstanceOf(BrokenTypesException.class)
        .hasMessageStartingWith("report-types/visits/type.yaml:" + finding);
  }

  @Test
  void tellsAllThatIsWrongWithAllTypesAtOnce() throws IOException {
    write("visits", TYPE.replace("cpu: 256", "cpu: 1").replace("memory: 512", "memory: 1"));
    write("shops", TYPE.replace("name: at", "name: id"));
    Files.createDirectories(types.resolve("empty"));
    write("Upper", TYPE);
    write("index", TYPE);

    assertThatThrownBy(this::compile)
        .message()
        .contains(
            "visits/type.yaml:17: /task/cpu",
            "visits/type.yaml:17: /task/memory",
            "shops/type.yaml:21: /columns/1/name",
            "empty/type.yaml:1: This file is missing.",
            "Upper/type.yaml:1: The name of a type",
            "index/type.yaml:1: The name of a type");
  }

  private void write(String type, String yaml) throws IOException {
    Path file = types.resolve(type).resolve("type.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, yaml);
  }

  private void compile() throws IOException {
    new TypeCompiler(types).compile(output);
  }

  private Object json(String name) throws IOException {
    return JSON.std.anyFrom(Files.readString(output.resolve("report-types/" + name + ".json")));
  }
}
