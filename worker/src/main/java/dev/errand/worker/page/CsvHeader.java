package dev.errand.worker.page;

import dev.errand.worker.type.Column;
import dev.errand.worker.type.DeclaredType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The beginning of the CSV of a declared type: the byte order mark, if any, and the titles. */
public final class CsvHeader {

  private static final byte[] BOM = "\uFEFF".getBytes(StandardCharsets.UTF_8);

  private CsvHeader() {}

  /** Returns the beginning of the CSV. */
  public static byte[] of(DeclaredType type) {
    Bytes csv = new Bytes(256);
    if (type.output().csv().hasBom()) {
      csv.append(BOM);
    }
    CsvWriter out = new CsvWriter(type.output().csv());
    out.begin(csv);
    out.beginRow();
    for (Column column : type.columns()) {
      byte[] title = column.title().getBytes(StandardCharsets.UTF_8);
      out.text(title, 0, title.length, false, true);
    }
    out.endRow();
    out.end();
    return Arrays.copyOf(csv.array(), csv.length());
  }
}
