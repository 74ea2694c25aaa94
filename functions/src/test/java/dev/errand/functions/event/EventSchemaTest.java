package dev.errand.functions.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.testing.LocalEventBus;
import dev.errand.functions.testing.TestDispatcher;
import dev.errand.functions.testing.TestTable;
import dev.errand.functions.webhook.EventType;
import dev.errand.functions.webhook.ReportEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events on the bus are what {@code api/events/report.json} says. */
class EventSchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @EnumSource(ExecutionStatus.class)
  void everyEventThatIsPublishedIsValid(ExecutionStatus status) throws IOException {
    try (LocalEventBus bus = LocalEventBus.start()) {
      TestDispatcher reports = new TestDispatcher(TestTable.create(), bus, Clock.systemUTC());
      bus.publisher()
          .publish(
              ReportEvent.of(reports.ended(UUID.randomUUID(), status, Instant.now()))
                  .orElseThrow());

      assertThat(bus.events()).hasSize(1);
      assertThat(schema().validate(bus.events().get(0))).isEmpty();
    }
  }

  @Test
  void theSampleEventIsValidAndADamagedOneIsNot() throws IOException {
    ObjectNode sample = (ObjectNode) read("events/dispatch-event.json");

    assertThat(schema().validate(sample)).isEmpty();
    for (String field : List.of("id", "type", "timestamp", "data")) {
      ObjectNode damaged = sample.deepCopy();
      ((ObjectNode) damaged.get("detail")).remove(field);
      assertThat(schema().validate(damaged)).as(field).isNotEmpty();
    }
  }

  @Test
  void theSchemaAndTheContractNameEveryType() throws IOException {
    List<String> words = EventType.ofReports().stream().map(EventType::word).toList();

    assertThat(read("api/events/report.json").at("/$defs/type/enum"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrderElementsOf(words);
    assertThat(Files.readString(TestTable.CHECKOUT.root().resolve("api/openapi.yaml")))
        .contains("enum: [" + String.join(", ", words) + "]");
  }

  private static JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(read("api/events/report.json"));
  }

  private static JsonNode read(String file) throws IOException {
    return JSON.readTree(TestTable.CHECKOUT.root().resolve(file).toFile());
  }
}
