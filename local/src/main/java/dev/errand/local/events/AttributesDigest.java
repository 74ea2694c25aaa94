package dev.errand.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.local.files.Digests;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The MD5 of a message's attributes, which the AWS SDK checks. Source: Amazon SQS Developer Guide,
 * "Calculating the MD5 message digest for message attributes".
 */
final class AttributesDigest {

  private static final int STRING = 1;

  private AttributesDigest() {}

  /**
   * @param attributes texts by name, as SQS answers them
   */
  static String of(JsonNode attributes) {
    Map<String, JsonNode> sorted = new TreeMap<>();
    attributes.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sorted.forEach(
        (name, value) -> {
          put(bytes, name);
          put(bytes, value.path("DataType").asText());
          bytes.write(STRING);
          put(bytes, value.path("StringValue").asText());
        });
    return Digests.md5(bytes.toByteArray());
  }

  private static void put(ByteArrayOutputStream bytes, String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(encoded.length).array());
    bytes.writeBytes(encoded);
  }
}
