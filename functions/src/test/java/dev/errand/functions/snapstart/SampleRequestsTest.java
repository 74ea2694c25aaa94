package dev.errand.functions.snapstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errand.functions.testing.TestTable;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SampleRequestsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reading a field for the first time after the restore loads classes: some 5 ms. */
  @Test
  void aPrimingRequestHasEachFieldThatApiGatewaySends() throws Exception {
    JsonNode sent =
        JSON.readTree(TestTable.CHECKOUT.root().resolve("events/intake-post.json").toFile());
    JsonNode sample =
        JSON.readTree(SampleRequests.request(Map.of(), "POST", "/v1/reports", Map.of()));

    assertThat(fields(sample)).containsAll(fields(sent));
  }

  /** The names of the fields that the runtime's event class knows; headers and claims are maps. */
  private static Set<String> fields(JsonNode event) {
    Set<String> fields = new TreeSet<>();
    collect(event, "", fields);
    fields.removeIf(field -> field.matches("/headers/.*|.*/claims/.*"));
    return fields;
  }

  private static void collect(JsonNode object, String path, Set<String> fields) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String pointer = path + "/" + field.getKey();
      fields.add(pointer);
      collect(field.getValue(), pointer, fields);
    }
  }
}
