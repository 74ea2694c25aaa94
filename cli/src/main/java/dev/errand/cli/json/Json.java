package dev.errand.cli.json;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value, possibly missing.
 *
 * <p>Objects are maps and arrays are lists, on top of Gson's reader of tokens, which is five
 * classes: to make jackson-core ready takes longer than to read an answer with it.
 *
 * @param value a {@code Map}, {@code List}, {@code String}, {@code Number} or {@code Boolean};
 *     {@code null} if there is none
 */
public record Json(Object value) {

  /** A number of so many digits fits into a {@code long}, whatever they are. */
  private static final int LONG_DIGITS = 18;

  private static final Json MISSING = new Json(null);

  /**
   * Reads a document.
   *
   * @throws IOException if it is not JSON
   */
  public static Json parse(byte[] document) throws IOException {
    return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString());
  }

  /**
   * Reads a document.
   *
   * @throws IOException if it is not JSON
   */
  public static Json parse(String document) throws IOException {
    try (JsonReader reader = new JsonReader(new StringReader(document))) {
      reader.setStrictness(Strictness.STRICT);
      return whole(reader);
    } catch (MalformedJsonException e) {
      throw new IOException("the document is not JSON", e); // Gson's message is for programmers
    }
  }

  /**
   * Reads a document of UTF-8 from a file, by a stream: {@code java.nio.file} is many classes more.
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

  private static Json whole(JsonReader reader) throws IOException {
    JsonToken first;
    try {
      first = reader.peek();
    } catch (EOFException nothing) {
      throw new IOException("the JSON document is empty", nothing);
    }
    Json json = new Json(read(reader, first));
    if (reader.peek() != JsonToken.END_DOCUMENT) {
      throw new IOException("there is more after the end of the JSON document");
    }
    return json;
  }

  private static Object read(JsonReader reader, JsonToken token) throws IOException {
    return switch (token) {
      case BEGIN_OBJECT -> {
        Map<String, Object> fields = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
          fields.put(reader.nextName(), read(reader, reader.peek()));
        }
        reader.endObject();
        yield fields;
      }
      case BEGIN_ARRAY -> {
        List<Object> items = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
          items.add(read(reader, reader.peek()));
        }
        reader.endArray();
        yield items;
      }
      case STRING -> reader.nextString();
      case NUMBER -> number(reader.nextString());
      case BOOLEAN -> reader.nextBoolean();
      default -> {
        reader.nextNull();
        yield null;
      }
    };
  }

  private static Number number(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c == '.' || c == 'e' || c == 'E') {
        return new BigDecimal(digits);
      }
    }
    return digits.length() <= LONG_DIGITS ? Long.valueOf(digits) : new BigInteger(digits);
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
    StringBuilder text = new StringBuilder();
    new JsonText(text, indented).add(value);
    return text.toString();
  }
}
