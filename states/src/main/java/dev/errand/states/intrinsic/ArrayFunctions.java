package dev.errand.states.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.errand.states.value.Json;
import java.util.ArrayList;
import java.util.List;

/** The intrinsic functions on arrays. */
final class ArrayFunctions {

  private static final int MAX_RANGE = 1000;

  private ArrayFunctions() {}

  static JsonNode array(FunctionArguments arguments) {
    return arrayOf(arguments.values());
  }

  static JsonNode partition(FunctionArguments arguments) {
    JsonNode array = arguments.array(0);
    int size = arguments.positive(1);
    ArrayNode chunks = Json.MAPPER.createArrayNode();
    for (int i = 0; i < array.size(); i++) {
      if (i % size == 0) {
        chunks.addArray();
      }
      ((ArrayNode) chunks.get(chunks.size() - 1)).add(array.get(i));
    }
    return chunks;
  }

  static JsonNode contains(FunctionArguments arguments) {
    JsonNode wanted = arguments.any(1);
    for (JsonNode element : arguments.array(0)) {
      if (same(element, wanted)) {
        return BooleanNode.TRUE;
      }
    }
    return BooleanNode.FALSE;
  }

  static JsonNode range(FunctionArguments arguments) {
    long first = arguments.integer(0);
    long last = arguments.integer(1);
    long step = arguments.integer(2);
    if (step == 0) {
      throw arguments.wrong(2, "has to be other than 0");
    }
    if ((last - first) / step >= MAX_RANGE) {
      throw arguments.wrong("the range has more than %d elements".formatted(MAX_RANGE));
    }
    ArrayNode range = Json.MAPPER.createArrayNode();
    for (long i = first; step > 0 ? i <= last : i >= last; i += step) {
      range.add((int) i);
    }
    return range;
  }

  static JsonNode item(FunctionArguments arguments) {
    JsonNode array = arguments.array(0);
    int index = arguments.integer(1);
    if (index < 0 || index >= array.size()) {
      throw arguments.wrong(1, "is outside of the array of %d elements".formatted(array.size()));
    }
    return array.get(index);
  }

  static JsonNode length(FunctionArguments arguments) {
    return IntNode.valueOf(arguments.array(0).size());
  }

  static JsonNode unique(FunctionArguments arguments) {
    List<JsonNode> unique = new ArrayList<>();
    for (JsonNode element : arguments.array(0)) {
      if (unique.stream().noneMatch(seen -> same(seen, element))) {
        unique.add(element);
      }
    }
    return arrayOf(unique);
  }

  private static ArrayNode arrayOf(Iterable<JsonNode> elements) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    elements.forEach(array::add);
    return array;
  }

  private static boolean same(JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return a.decimalValue().compareTo(b.decimalValue()) == 0;
    }
    return a.equals(b);
  }
}
