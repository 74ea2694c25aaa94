package dev.errand.dynamodb.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.dynamodb.value.AttributeValueJson;
import dev.errand.dynamodb.value.Item;
import dev.errand.dynamodb.value.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** An item as a value of a map: its size, then its JSON. */
final class StoredItem {

  private StoredItem() {}

  static byte[] bytes(Item item) {
    try {
      byte[] json = JsonText.MAPPER.writeValueAsBytes(item.json());
      return ByteBuffer.allocate(Integer.BYTES + json.length).putInt(item.size()).put(json).array();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Item item(byte[] bytes) {
    try {
      JsonNode json = JsonText.MAPPER.readTree(bytes, Integer.BYTES, bytes.length - Integer.BYTES);
      return new Item(AttributeValueJson.readAll(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int size(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getInt();
  }
}
