package dev.errand.worker.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.type.DeclaredType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Parquet file by its metadata. {@link ParquetReadersTest} has its values. */
class ParquetTableTest {

  private static final String MAGIC = "PAR1";

  @Test
  void aReportWithoutRecordsHasTheSchemaAndNoRows() throws IOException {
    DeclaredType type =
        type(
            """
            {"name": "id"}, {"name": "paid", "type": "boolean", "optional": true},
            {"name": "day", "type": "date"}, {"name": "at", "type": "timestamp"},
            {"name": "lines", "type": "integer"}, {"name": "free", "type": "decimal"},
            {"name": "price", "type": "decimal", "precision": 18, "scale": 2},
            {"name": "rate", "type": "decimal", "precision": 9, "scale": 4},
            {"name": "large", "type": "decimal", "precision": 19, "scale": 0}""");

    FileMetaData metadata = metadata(file(type, "header\r\n"));

    assertThat(metadata.getNum_rows()).isZero();
    assertThat(metadata.getRow_groups()).isEmpty();
    assertThat(metadata.getSchema().stream().skip(1).map(ParquetTableTest::description))
        .containsExactly(
            "REQUIRED BYTE_ARRAY id STRING",
            "OPTIONAL BOOLEAN paid",
            "REQUIRED INT32 day DATE",
            "REQUIRED INT64 at TIMESTAMP in UTC MICROS",
            "REQUIRED INT64 lines",
            "REQUIRED FIXED_LEN_BYTE_ARRAY of 16 free DECIMAL(38,18)",
            "REQUIRED INT64 price DECIMAL(18,2)",
            "REQUIRED INT32 rate DECIMAL(9,4)",
            "REQUIRED FIXED_LEN_BYTE_ARRAY of 9 large DECIMAL(19,0)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5 | 2 | 999.99 | true",
        "5 | 2 | -999.990 | true",
        "5 | 2 | 1000 | false",
        "5 | 2 | 0.001 | false",
        "5 | 2 | -1000.00 | false",
        "18 | 0 | 999999999999999999 | true",
        "18 | 0 | 1000000000000000000 | false",
        "18 | 18 | -0.999999999999999999 | true",
        "18 | 18 | 1.000000000000000000 | false",
        "38 | 18 | 99999999999999999999.999999999999999999 | true",
        "38 | 18 | 100000000000000000000 | false",
        "38 | 18 | 0.0000000000000000001 | false",
        "38 | 0 | -99999999999999999999999999999999999999 | true",
        "38 | 38 | 0.00000000000000000000000000000000000001 | true",
        "38 | 37 | 10 | false",
      })
  void aDecimalIsExactOrEndsTheReport(int precision, int scale, String value, boolean fits)
      throws IOException {
    DeclaredType type =
        type(
            "{\"name\": \"price\", \"type\": \"decimal\", \"precision\": %d, \"scale\": %d}"
                .formatted(precision, scale));
    assertFits(type, value, fits, "DECIMAL(%d,%d)".formatted(precision, scale));
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775807, true",
    "-9223372036854775808, true",
    "9223372036854775808, false",
    "-99999999999999999999999999999999999999, false"
  })
  void aWholeNumberHas64BitsOrEndsTheReport(String value, boolean fits) throws IOException {
    assertFits(type("{\"name\": \"price\", \"type\": \"integer\"}"), value, fits, "INT64");
  }

  private static void assertFits(DeclaredType type, String value, boolean fits, String name)
      throws IOException {
    String csv = "Price\r\n0\r\n" + value + "\r\n";
    if (fits) {
      assertThat(metadata(file(type, csv)).getNum_rows()).isEqualTo(2);
      return;
    }
    assertThatThrownBy(() -> file(type, csv))
        .isInstanceOfSatisfying(
            WorkerFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(FailureCode.RECORDS_INCONSISTENT))
        .hasMessageContaining("price of record 2 does not fit")
        .hasMessageContaining(name)
        .hasMessageNotContaining(value);
  }

  @Test
  void aRowGroupEndsAfterANumberOfBytesAndHasStatistics() throws IOException {
    DeclaredType type = type("{\"name\": \"id\"}, {\"name\": \"n\", \"type\": \"integer\"}");
    int rows = 12_000;

    FileMetaData metadata = metadata(file(type, new GeneratedCsv(2, rows, 4000)));

    assertThat(metadata.getNum_rows()).isEqualTo(rows);
    assertThat(metadata.getRow_groups()).hasSizeBetween(2, 4);
    assertThat(metadata.getRow_groups())
        .allSatisfy(
            group -> {
              assertThat(group.getTotal_compressed_size()).isLessThan(17 << 20);
              assertThat(group.getColumns().get(0).getMeta_data().getStatistics().getMin_value())
                  .hasSizeLessThanOrEqualTo(64);
            });
  }

  @Test
  void theSameRowsAreTheSameBytes() throws IOException {
    DeclaredType type = type("{\"name\": \"id\"}, {\"name\": \"n\", \"type\": \"integer\"}");

    assertThat(file(type, new GeneratedCsv(2, 3000, 100)))
        .isEqualTo(file(type, new GeneratedCsv(2, 3000, 100)));
  }

  @Test
  void canBeStopped() {
    DeclaredType type = type("{\"name\": \"id\"}");
    IllegalStateException stop = new IllegalStateException("stop");

    assertThatThrownBy(
            () ->
                new ParquetTable(type)
                    .write(
                        new GeneratedCsv(1, 10_000, 10),
                        new ByteArrayOutputStream(),
                        () -> {
                          throw stop;
                        }))
        .isSameAs(stop);
  }

  private static String description(SchemaElement column) {
    String type =
        column.getRepetition_type()
            + " "
            + column.getType()
            + (column.isSetType_length() ? " of " + column.getType_length() : "")
            + " "
            + column.getName();
    if (!column.isSetLogicalType()) {
      return type;
    }
    return switch (column.getLogicalType().getSetField()) {
      case DECIMAL ->
          "%s DECIMAL(%d,%d)"
              .formatted(
                  type,
                  column.getLogicalType().getDECIMAL().getPrecision(),
                  column.getLogicalType().getDECIMAL().getScale());
      case TIMESTAMP ->
          "%s TIMESTAMP %s %s"
              .formatted(
                  type,
                  column.getLogicalType().getTIMESTAMP().isIsAdjustedToUTC() ? "in UTC" : "local",
                  column.getLogicalType().getTIMESTAMP().getUnit().getSetField());
      default -> type + " " + column.getLogicalType().getSetField();
    };
  }

  private static FileMetaData metadata(byte[] file) throws IOException {
    assertThat(new String(file, 0, 4, StandardCharsets.US_ASCII)).isEqualTo(MAGIC);
    assertThat(new String(file, file.length - 4, 4, StandardCharsets.US_ASCII)).isEqualTo(MAGIC);
    int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - 8);
    byte[] footer = Arrays.copyOfRange(file, file.length - 8 - length, file.length - 8);
    return Util.readFileMetaData(new ByteArrayInputStream(footer));
  }

  private static byte[] file(DeclaredType type, String csv) throws IOException {
    return file(type, new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] file(DeclaredType type, InputStream csv) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ParquetTable(type).write(csv, out, () -> {});
    return out.toByteArray();
  }

  static DeclaredType type(String columns) {
    return type(columns, "{}");
  }

  static DeclaredType type(String columns, String csv) {
    try {
      return DeclaredType.read(
          "sales",
          JSON.std.mapFrom(
              """
              {"source": {"path": "/"}, "columns": [%s],
               "output": {"csv": %s, "formats": ["parquet"]}}"""
                  .formatted(columns, csv)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
