package dev.errand.worker.artifact;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.errand.worker.store.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** What the JSON artifacts share. */
final class ArtifactJson {

  private ArtifactJson() {}

  static String text(Map<String, Object> json) {
    try {
      return JSON.std.asString(json);
    } catch (IOException e) {
      throw new UncheckedIOException("maps, lists and values can always be written", e);
    }
  }

  /** The last part of an object's key. */
  static String name(StoredObject object) {
    return object.key().substring(object.key().lastIndexOf('/') + 1);
  }
}
