package dev.errand.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.errand.states.execution.ExecutionSnapshot;
import dev.errand.states.value.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The JSON of a snapshot keeps its member names, so that a folder of an older build still opens.
 */
class StoredSnapshotTest {

  private static final String STORED =
      """
      {
        "strands": {
          "1": {
            "id": 1, "parent": 0, "index": 0, "flow": "",
            "position": {
              "state": "Each", "visit": 2, "entered": "2026-01-31T08:00:00.500Z", "event": 4,
              "input": {"items": [1.50, 2]}, "retries": [1]
            },
            "variables": {"total": 3}, "item": null,
            "activity": {
              "is": "joining", "items": [1.50, 2], "count": 2, "started": 1, "results": {},
              "terms": {"maxConcurrency": 1, "toleratedCount": 0, "toleratedPercentage": 5.0}
            },
            "lastEvent": 5
          },
          "2": {
            "id": 2, "parent": 1, "index": 0, "flow": "/States/Each/ItemProcessor",
            "position": {
              "state": "Wait", "visit": 1, "entered": "2026-01-31T08:00:01Z", "event": 0,
              "input": 1.50, "retries": []
            },
            "variables": {}, "item": {"value": 1.50},
            "activity": {"is": "sleeping", "due": "2026-01-31T08:01:00Z"},
            "lastEvent": 5
          }
        },
        "nextStrand": 3, "events": 5, "ending": null
      }""";

  @Test
  void whatAnOlderBuildWroteBesidesIsLeftOut() throws JsonProcessingException {
    String older =
        STORED
            .replace("\"results\": {},", "\"results\": {}, \"failures\": {},")
            .replace("\"maxConcurrency\": 1,", "\"maxConcurrency\": 1, \"run\": null,")
            .replace("\"lastEvent\": 5", "\"lastEvent\": 5, \"silent\": false");

    ExecutionSnapshot snapshot = Json.MAPPER.readValue(older, ExecutionSnapshot.class);

    assertThat(Json.read(Json.MAPPER.writeValueAsString(snapshot))).isEqualTo(Json.read(STORED));
  }

  @Test
  void isReadAndWrittenWithoutAChange() throws JsonProcessingException {
    ExecutionSnapshot snapshot = Json.MAPPER.readValue(STORED, ExecutionSnapshot.class);

    assertThat(snapshot.waiting()).isEqualTo(List.of(1, 2));
    assertThat(snapshot.branches().get(1).attempt()).isEqualTo("1-2-1");
    assertThat(Json.read(Json.MAPPER.writeValueAsString(snapshot))).isEqualTo(Json.read(STORED));
  }
}
