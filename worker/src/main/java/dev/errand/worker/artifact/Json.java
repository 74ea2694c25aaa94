package dev.errand.worker.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.worker.store.StoredObject;

/** What the JSON artifacts share. */
final class Json {

  static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  static String text(ObjectNode json) {
    try {
      return MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /** The last part of an object's key. */
  static String name(StoredObject object) {
    return object.key().substring(object.key().lastIndexOf('/') + 1);
  }
}
