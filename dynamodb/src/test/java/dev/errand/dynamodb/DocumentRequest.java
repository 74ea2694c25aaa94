package dev.errand.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request about one item, with the names and values of its expressions. */
final class DocumentRequest {

  final ObjectNode json = Calls.MAPPER.createObjectNode().put("TableName", "things");
  private final Map<String, String> names = new LinkedHashMap<>();
  private int values;

  DocumentRequest() {
    json.set("Key", Calls.json("{\"p\": {\"S\": \"p\"}, \"s\": {\"N\": \"1\"}}"));
  }

  String path(DocumentPath path) {
    StringBuilder text = new StringBuilder();
    for (Object element : path.elements()) {
      if (element instanceof Integer index) {
        text.append('[').append(index).append(']');
      } else {
        String reference =
            names.computeIfAbsent((String) element, name -> "#n" + Documents.NAMES.indexOf(name));
        json.withObject("/ExpressionAttributeNames").put(reference, (String) element);
        text.append(text.isEmpty() ? "" : ".").append(reference);
      }
    }
    return text.toString();
  }

  String value(Object value) {
    String reference = ":v" + values++;
    json.withObject("/ExpressionAttributeValues").set(reference, PlainValues.json(value));
    return reference;
  }
}
