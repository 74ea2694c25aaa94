package dev.errand.local.xray;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The segments of the latest traces, in memory. A segment that is sent again replaces itself. */
final class Segments {

  private static final int MAX_TRACES = 1000;

  private final Map<String, Map<String, JsonNode>> traces =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, JsonNode>> eldest) {
          return size() > MAX_TRACES;
        }
      };

  synchronized void add(JsonNode segment) {
    traces
        .computeIfAbsent(segment.path("trace_id").asText(), id -> new LinkedHashMap<>())
        .put(segment.path("id").asText(), segment);
  }

  /** Of one trace, in the order in which they came first; none if there is no such trace. */
  synchronized List<JsonNode> of(String traceId) {
    return List.copyOf(traces.getOrDefault(traceId, Map.of()).values());
  }
}
