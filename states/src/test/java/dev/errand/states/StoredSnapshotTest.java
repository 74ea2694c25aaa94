package dev.errand.states;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.errand.states.execution.ExecutionSnapshot;
import dev.errand.states.value.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A stage opens the folder of an older build: the snapshots in it are read whatever wrote them. */
class StoredSnapshotTest {

  private static final String STORED =
      """
      {
        "branches": {
          "1": {
            "id": 1, "parent": 0, "index": 0, "workflow": "",
            "current": {
              "state": "Each", "sequenceNumber": 2, "entered": "2026-01-31T08:00:00.500Z", "event": 4,
              "input": {"items": [1.50, 2]}, "retries": [1]
            },
            "variables": {"total": 3}, "item": null,
            "status": {
              "is": "joining", "items": [1.50, 2], "count": 2, "started": 1, "results": {},
              "settings": {"maxConcurrency": 1, "toleratedCount": 0, "toleratedPercentage": 5.0}
            },
            "lastEvent": 5
          },
          "2": {
            "id": 2, "parent": 1, "index": 0, "workflow": "/States/Each/ItemProcessor",
            "current": {
              "state": "Wait", "sequenceNumber": 1, "entered": "2026-01-31T08:00:01Z", "event": 0,
              "input": 1.50, "retries": []
            },
            "variables": {}, "item": {"value": 1.50},
            "status": {"is": "sleeping", "due": "2026-01-31T08:01:00Z"},
            "lastEvent": 5
          }
        },
        "nextBranch": 3, "events": 5, "result": null
      }""";

  @Test
  void theMemberNamesOfAnOlderBuildAreRead() throws JsonProcessingException {
    String older =
        STORED
            .replace("\"branches\":", "\"strands\":")
            .replace("\"nextBranch\":", "\"nextStrand\":")
            .replace("\"result\":", "\"ending\":")
            .replace("\"workflow\":", "\"flow\":")
            .replace("\"current\":", "\"position\":")
            .replace("\"sequenceNumber\":", "\"visit\":")
            .replace("\"status\":", "\"activity\":")
            .replace("\"settings\":", "\"terms\":");

    ExecutionSnapshot snapshot = Json.MAPPER.readValue(older, ExecutionSnapshot.class);

    assertThat(Json.read(Json.MAPPER.writeValueAsString(snapshot))).isEqualTo(Json.read(STORED));
  }

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
