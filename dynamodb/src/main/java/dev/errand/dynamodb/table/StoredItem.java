package dev.errand.dynamodb.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errand.dynamodb.value.AttributeValueJson;
import dev.errand.dynamodb.value.Item;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** An item as a value of a map: its size, then its JSON. */
final class StoredItem {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private StoredItem() {}

  static byte[] bytes(Item item) {
    try {
      byte[] json = MAPPER.writeValueAsBytes(item.json());
      return ByteBuffer.allocate(Integer.BYTES + json.length).putInt(item.size()).put(json).array();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Item item(byte[] bytes) {
    try {
      JsonNode json = MAPPER.readTree(bytes, Integer.BYTES, bytes.length - Integer.BYTES);
      return new Item(AttributeValueJson.readAll(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int size(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getInt();
  }
}
