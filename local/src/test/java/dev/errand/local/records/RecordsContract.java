package dev.errand.local.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds responses against {@code api/records.yaml}. */
final class RecordsContract {

  private final JsonNode contract;
  private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

  RecordsContract() {
    try {
      String yaml = Files.readString(Path.of("../api/records.yaml"));
      Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
      this.contract = new ObjectMapper().valueToTree(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails unless the contract has this status, media type and body. */
  void check(HttpResponse<String> response) {
    String mediaType = response.headers().firstValue("Content-Type").orElse("none");
    JsonNode schema =
        contract
            .at("/paths/~1v1~1records/get/responses")
            .path(Integer.toString(response.statusCode()))
            .path("content")
            .path(mediaType)
            .path("schema");
    assertThat(schema.isObject())
        .as("the contract has %d with %s", response.statusCode(), mediaType)
        .isTrue();
    assertThat(
            schemas
                .computeIfAbsent(schema.get("$ref").asText(), this::schema)
                .validate(response.body(), InputFormat.JSON))
        .isEmpty();
  }

  private JsonSchema schema(String reference) {
    var root = new ObjectMapper().createObjectNode().put("$ref", reference);
    root.set("components", contract.get("components"));
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(root, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }
}
