package dev.errand.worker.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workbook in LibreOffice. Skipped if there is no {@code soffice}. */
class LibreOfficeIT {

  private static final String SOFFICE = "soffice";

  @TempDir private Path folder;

  @Test
  void showsTheAmountsTimesAndTextsOfTheCsv() throws IOException, InterruptedException {
    assumeTrue(isInstalled(), "soffice is not in PATH: apt-get install libreoffice-calc-nogui");
    String csv =
        """
        id,client_id,booked_at,amount,currency,status,counterparty,description
        r1,c,2021-03-04T00:00:01Z,-123456789012.34,EUR,pending,A & B <c>,'=1
        r2,c,2021-03-04T23:59:59.999Z,1234567890123.45,EUR,pending,株式会社🌍,_x0041_
        r3,c,2021-03-04T12:34:56Z,999999999999999,JPY,settled,"a, ""b\""",
        r4,c,2021-03-04T05:06:07.1234567Z,12345678901234.56,KWD,settled,, x
        """
            .replace("\n", "\r\n");

    String shown = convert(csv);

    assertThat(shown.lines())
        .containsExactly(
            "id,client_id,booked_at,amount,currency,status,counterparty,description",
            "r1,c,2021-03-04 00:00:01,-123456789012.34,EUR,pending,A & B <c>,'=1",
            "r2,c,2021-03-04 23:59:59.999,1234567890123.45,EUR,pending,株式会社🌍,_x0041_",
            "r3,c,2021-03-04 12:34:56,999999999999999,JPY,settled,\"a, \"\"b\"\"\",",
            "r4,c,2021-03-04T05:06:07.1234567Z,12345678901234.56,KWD,settled,, x");
  }

  private String convert(String csv) throws IOException, InterruptedException {
    Path workbook = folder.resolve("report.xlsx");
    Path input = Files.writeString(folder.resolve("report.csv"), csv);
    try (OutputStream out = Files.newOutputStream(workbook)) {
      Workbook.write(
          Files.newInputStream(input), out, TableLayout.RECORDS, Workbook.MAX_ROWS, () -> {});
    }
    Path shown = folder.resolve("shown");
    Process process =
        new ProcessBuilder(
                SOFFICE,
                "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                "--headless",
                "--convert-to",
                "csv:Text - txt - csv (StarCalc):44,34,76",
                "--outdir",
                shown.toString(),
                workbook.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("soffice.log").toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return Files.readString(shown.resolve("report.csv"), StandardCharsets.UTF_8);
  }

  private static boolean isInstalled() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, SOFFICE)));
  }
}
