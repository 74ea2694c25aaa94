package dev.errand.cli.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A JSON value, possibly missing.
 *
 * <p>Objects are maps and arrays are lists, on top of jackson-core alone: jackson-databind would
 * take longer to load than most commands take.
 *
 * @param value a {@code Map}, {@code List}, {@code String}, {@code Number} or {@code Boolean};
 *     {@code null} if there is none
 */
public record Json(Object value) {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final Json MISSING = new Json(null);

  /**
   * Reads a document.
   *
   * @throws IOException if it is not JSON
   */
  public static Json parse(byte[] document) throws IOException {
    try (JsonParser parser = FACTORY.createParser(document)) {
      return whole(parser);
    }
  }

  /**
   * Reads a document.
   *
   * @throws IOException if it is not JSON
   */
  public static Json parse(String document) throws IOException {
    try (JsonParser parser = FACTORY.createParser(document)) {
      return whole(parser);
    }
  }

  /**
   * Reads a document of UTF-8 from a file. {@code java.nio.file} and jackson's reader of bytes are
   * twice as many classes as a stream and the reader of texts, which answers need as well.
   *
   * @throws IOException if it cannot be read, or is not JSON
   */
  public static Json read(File file) throws IOException {
    try (FileInputStream in = new FileInputStream(file)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** An object of these names and values, in this order; values that are missing are left out. */
  public static Json object(Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = plain(namesAndValues[i + 1]);
      if (value != null) {
        fields.put((String) namesAndValues[i], value);
      }
    }
    return new Json(fields);
  }

  /** An array. */
  public static Json array(List<Json> items) {
    List<Object> values = new ArrayList<>(items.size());
    for (Json item : items) {
      values.add(item.value);
    }
    return new Json(values);
  }

  private static Object plain(Object value) {
    return value instanceof Json json ? json.value : value;
  }

  private static Json whole(JsonParser parser) throws IOException {
    parser.nextToken();
    Json json = new Json(read(parser));
    if (parser.nextToken() != null) {
      throw new IOException("there is more after the end of the JSON document");
    }
    return json;
  }

  private static Object read(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IOException("the JSON document is empty");
    }
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
          parser.nextToken();
          fields.put(name, read(parser));
        }
        yield fields;
      }
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(read(parser));
        }
        yield items;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  /** The value of a field, or of a field in a field. */
  public Json at(String... names) {
    Object found = value;
    for (String name : names) {
      found = found instanceof Map<?, ?> fields ? fields.get(name) : null;
    }
    return found == null ? MISSING : new Json(found);
  }

  public boolean isMissing() {
    return value == null;
  }

  public boolean isObject() {
    return value instanceof Map;
  }

  /** The text of a string, number or boolean; empty for everything else. */
  public String text() {
    return value instanceof String || value instanceof Number || value instanceof Boolean
        ? value.toString()
        : "";
  }

  /** {@link #text()} unless it is empty. */
  public Optional<String> someText() {
    return Optional.of(text()).filter(text -> !text.isEmpty());
  }

  /** The whole number, or the default. */
  public long number(long otherwise) {
    return value instanceof Number number ? number.longValue() : otherwise;
  }

  /** The items of an array; none for everything else. */
  public List<Json> list() {
    List<Json> items = new ArrayList<>();
    if (value instanceof List<?> values) {
      for (Object item : values) {
        items.add(new Json(item));
      }
    }
    return items;
  }

  /** The names of an object's fields; none for everything else. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    if (value instanceof Map<?, ?> fields) {
      for (Object name : fields.keySet()) {
        names.add((String) name);
      }
    }
    return names;
  }

  /** This object with one more field, or another value for it. */
  public Json with(String name, Object item) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (String each : names()) {
      fields.put(each, at(each).value);
    }
    Object plain = plain(item);
    if (plain == null) {
      fields.remove(name);
    } else {
      fields.put(name, plain);
    }
    return new Json(fields);
  }

  /** On lines of their own, indented. */
  public String pretty() {
    return write(true);
  }

  /** On one line. */
  @Override
  public String toString() {
    return write(false);
  }

  private String write(boolean indented) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      if (indented) {
        generator.setPrettyPrinter(new DefaultPrettyPrinter());
      }
      write(generator, value);
    } catch (IOException e) {
      throw new IllegalStateException("JSON cannot be written into memory", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator generator, Object value) throws IOException {
    if (value instanceof Map<?, ?> fields) {
      generator.writeStartObject();
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        generator.writeFieldName((String) field.getKey());
        write(generator, field.getValue());
      }
      generator.writeEndObject();
    } else if (value instanceof List<?> items) {
      generator.writeStartArray();
      for (Object item : items) {
        write(generator, item);
      }
      generator.writeEndArray();
    } else if (value instanceof String text) {
      generator.writeString(text);
    } else if (value instanceof BigDecimal number) {
      generator.writeNumber(number);
    } else if (value instanceof Number number) {
      generator.writeNumber(number.toString());
    } else if (value instanceof Boolean truth) {
      generator.writeBoolean(truth);
    } else if (value == null) {
      generator.writeNull();
    } else {
      generator.writeString(Objects.toString(value));
    }
  }
}
