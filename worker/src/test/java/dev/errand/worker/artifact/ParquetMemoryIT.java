package dev.errand.worker.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.local.process.JavaCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Neither many rows, nor large ones, nor many columns take more memory than a row group. */
class ParquetMemoryIT {

  @ParameterizedTest
  @CsvSource({"2, 200000, 400", "2, 200, 400000", "200, 10000, 40"})
  void aSmallHeapIsEnough(int columns, int rows, int textLength) throws Exception {
    Process process =
        new ProcessBuilder(
                JavaCommand.executable(),
                "-XX:+UseSerialGC",
                "-Xmx40m",
                "-cp",
                System.getProperty("java.class.path"),
                ParquetMemoryIT.class.getName(),
                Integer.toString(columns),
                Integer.toString(rows),
                Integer.toString(textLength))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
  }

  /** Writes a file of some columns, rows and length of texts, which is not kept. */
  public static void main(String[] sizes) throws IOException {
    int columns = Integer.parseInt(sizes[0]);
    String names =
        IntStream.range(1, columns)
            .mapToObj("{\"name\": \"c%d\"}, "::formatted)
            .collect(Collectors.joining());
    new ParquetTable(ParquetTableTest.type(names + "{\"name\": \"n\", \"type\": \"integer\"}"))
        .write(
            new GeneratedCsv(columns, Integer.parseInt(sizes[1]), Integer.parseInt(sizes[2])),
            OutputStream.nullOutputStream(),
            () -> {});
  }
}
