package dev.errand.worker.records;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The windows of a report. Their records, in order, are the records of the report. */
public final class Windows {

  private final RecordSource source;
  private final Split split;
  private final OptionalLong total;

  Windows(RecordSource source, Split split, OptionalLong total) {
    this.source = source;
    this.split = split;
    this.total = total;
  }

  /** Their number. */
  public int count() {
    return split.count();
  }

  /** Returns a window, from 0. */
  Window window(int index) {
    return source.window(split.first(index), split.first(index + 1));
  }

  /** The number of records at the start, if the API states it. */
  public OptionalLong total() {
    return total;
  }

  /** The windows as JSON, for {@link RecordSource#windows(Map)}. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>(SplitJson.write(split));
    total.ifPresent(number -> json.put("total", number));
    return json;
  }
}
