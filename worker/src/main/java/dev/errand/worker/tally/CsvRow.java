package dev.errand.worker.tally;

import de.siegmar.fastcsv.reader.CsvReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** A row of the CSV of the report. */
record CsvRow(List<String> fields) {

  private static final int MAX_CHARACTERS = 120;

  static CsvRow read(byte[] csv, int from, int to, char separator) {
    String text = new String(csv, from, to - from, StandardCharsets.UTF_8);
    return new CsvRow(
        CsvReader.builder().fieldSeparator(separator).ofCsvRecord(text).stream()
            .findFirst()
            .orElseThrow()
            .getFields());
  }

  List<String> boundedFields() {
    return IntStream.range(0, fields.size()).mapToObj(this::field).toList();
  }

  private String field(int column) {
    String text = fields.get(column);
    if (text.codePointCount(0, text.length()) <= MAX_CHARACTERS) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, MAX_CHARACTERS - 1)) + "…";
  }
}
