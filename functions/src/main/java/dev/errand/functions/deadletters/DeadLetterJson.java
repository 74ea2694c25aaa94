package dev.errand.functions.deadletters;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Dead letters as the API shows them. */
final class DeadLetterJson {

  /** Characters; as much of an error as Lambda gives. */
  private static final int MAX_ERROR = 1024;

  private DeadLetterJson() {}

  static ArrayNode list(List<DeadLetter> letters) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    letters.forEach(letter -> list.add(one(letter, letter.error())));
    return list;
  }

  /**
   * @param error why it is among the dead letters
   */
  static ObjectNode one(DeadLetter letter, Optional<String> error) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", letter.id())
            .put("entered_at", letter.enteredAt().toString());
    letter
        .attempt()
        .ifPresent(
            attempt ->
                json.put("report_id", attempt.reportId().value()).put("attempt", attempt.number()));
    letter.status().ifPresent(status -> json.put("execution_status", status));
    error.ifPresent(
        text -> json.put("error", text.substring(0, Math.min(MAX_ERROR, text.length()))));
    return json;
  }
}
