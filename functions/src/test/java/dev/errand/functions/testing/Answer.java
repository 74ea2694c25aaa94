package dev.errand.functions.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;

/** What the API answered. */
public record Answer(int status, Map<String, String> headers, String body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + body, e);
    }
  }

  /** A field of the body, by JSON pointer. */
  public String at(String pointer) {
    return json().at(pointer).asText();
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
