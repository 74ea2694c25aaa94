package dev.errand.states.value;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;

/** JSON that passes through unchanged: field order, and decimals as they were written. */
public final class Json {

  /** Keeps 1.50 as 1.50; reads one document and nothing after it. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .build();

  private Json() {}

  /**
   * Reads one JSON document.
   *
   * @throws JsonProcessingException if the text is not exactly one document
   */
  public static JsonNode read(String text) throws JsonProcessingException {
    JsonNode node = MAPPER.readTree(text);
    if (node.isMissingNode()) {
      throw new com.fasterxml.jackson.core.JsonParseException(null, "The document is empty.");
    }
    return node;
  }

  /** The shortest text of a document. */
  public static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Bytes of the shortest text in UTF-8: what Step Functions limits. */
  public static int size(JsonNode node) {
    return write(node).getBytes(StandardCharsets.UTF_8).length;
  }

  /** Whether the shortest text of a document has more bytes in UTF-8. */
  public static boolean isLargerThan(JsonNode node, int bytes) {
    return !(node.isValueNode() && !node.isTextual()) && size(node) > bytes;
  }

  /** A new empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }
}
