package dev.errand.worker.records;

import java.util.LinkedHashMap;
import java.util.Map;

/** A split as JSON in a checkpoint. */
final class SplitJson {

  private SplitJson() {}

  static Map<String, Object> write(Split split) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("long_length", split.longLength());
    json.put("long_windows", split.longCount());
    json.put("short_length", split.shortLength());
    return json;
  }

  static Split read(Map<?, ?> json, int units) {
    return new Split(
        units,
        number(json.get("long_length")),
        number(json.get("long_windows")),
        number(json.get("short_length")));
  }

  private static int number(Object json) {
    return ((Number) json).intValue();
  }
}
