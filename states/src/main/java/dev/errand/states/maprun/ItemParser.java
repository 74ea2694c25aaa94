package dev.errand.states.maprun;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.errand.states.state.ItemSource;
import dev.errand.states.value.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds the items in an object. */
interface ItemParser {

  /**
   * The items.
   *
   * @throws dev.errand.states.value.StatesError {@code States.ItemReaderFailed}
   */
  List<JsonNode> parse(String body);

  static ItemParser of(ItemSource source) {
    return switch (source.format().orElseThrow()) {
      case CSV -> body -> csv(source.csv(), body);
      case JSON -> body -> json(source, body);
      case JSONL -> ItemParser::jsonLines;
    };
  }

  /**
   * A row is an object of texts; fields that are missing are empty, fields too many are left out.
   */
  private static List<JsonNode> csv(ItemSource.Csv csv, String body) {
    CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(csv.delimiter());
    List<JsonNode> items = new ArrayList<>();
    try (MappingIterator<List<String>> rows =
        new CsvMapper()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .readerForListOf(String.class)
            .with(schema)
            .readValues(body)) {
      List<String> names = csv.headers().orElse(null);
      while (rows.hasNext()) {
        List<String> row = rows.next();
        if (names == null) {
          names = row;
        } else {
          items.add(item(names, row));
        }
      }
      return items;
    } catch (IOException | RuntimeException e) {
      throw ItemLoader.failed("The object is not CSV: " + e.getMessage());
    }
  }

  private static JsonNode item(List<String> names, List<String> row) {
    ObjectNode item = Json.object();
    for (int i = 0; i < names.size(); i++) {
      item.put(names.get(i), i < row.size() ? row.get(i) : "");
    }
    return item;
  }

  /** The elements of an array; of an object, its fields as {@code Key} and {@code Value}. */
  private static List<JsonNode> json(ItemSource source, String body) {
    JsonNode document = read(body);
    JsonNode found = source.itemsPointer().map(at -> document.at(pointer(at))).orElse(document);
    List<JsonNode> items = new ArrayList<>();
    if (found.isObject()) {
      found
          .properties()
          .forEach(
              field -> {
                ObjectNode item = Json.object().put("Key", field.getKey());
                items.add(item.set("Value", field.getValue()));
              });
    } else if (found.isArray()) {
      found.forEach(items::add);
    } else {
      throw ItemLoader.failed("Attempting to map over non-iterable node.");
    }
    return items;
  }

  private static JsonPointer pointer(String text) {
    try {
      return JsonPointer.compile(text);
    } catch (IllegalArgumentException e) {
      throw ItemLoader.failed("ItemsPointer is no JSON pointer: " + text);
    }
  }

  private static List<JsonNode> jsonLines(String body) {
    return body.lines().filter(line -> !line.isBlank()).map(ItemParser::read).toList();
  }

  private static JsonNode read(String text) {
    try {
      return Json.read(text);
    } catch (JsonProcessingException e) {
      throw ItemLoader.failed("The object is not JSON: " + e.getOriginalMessage());
    }
  }
}
