package dev.errand.worker.job;

import dev.errand.core.type.ReportType;
import dev.errand.core.type.ReportTypes;
import dev.errand.worker.type.DeclaredType;
import java.util.LinkedHashMap;
import java.util.Map;

/** The type {@code records} as it is on the class path. */
public final class RecordsType {

  private RecordsType() {}

  /** Returns the type with pages of this number of records. */
  public static DeclaredType withPageSize(int records) {
    return named(ReportType.DEFAULT).withPageSize(records);
  }

  /** Returns the type under another name, so that it has no parser of its own. */
  public static DeclaredType named(String name) {
    ReportType type = ReportTypes.onClassPath().find(ReportType.DEFAULT).orElseThrow();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("source", type.source().orElseThrow());
    json.put("columns", type.columns());
    json.put("output", type.output());
    json.put("summary", type.summary());
    return DeclaredType.read(name, json);
  }
}
