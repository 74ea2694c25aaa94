package dev.errand.worker.artifact;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.errand.worker.store.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Shared by the JSON artifacts. */
final class ArtifactJson {

  private ArtifactJson() {}

  static String text(Map<String, Object> json) {
    try {
      return JSON.std.asString(json);
    } catch (IOException e) {
      throw new UncheckedIOException("maps, lists and values are always serializable", e);
    }
  }

  /** The last segment of the key of an object. */
  static String name(StoredObject object) {
    return object.key().substring(object.key().lastIndexOf('/') + 1);
  }
}
